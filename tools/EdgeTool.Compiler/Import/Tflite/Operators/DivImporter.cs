using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>DIV (42), DivOptions: fused_activation_function 0. Integers are cut toward zero.</summary>
public sealed class DivImporter : ITfliteImporter
{
    public int BuiltinCode => 42;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        if (source.Options.Byte(0) != 0)
        {
            throw new UnsupportedException("fuses an activation into a division", "make the activation an operator of its own when converting");
        }

        if (source.Inputs.Concat(source.Outputs).Any(v => v is { Info.IsQuantized: true }))
        {
            throw new UnsupportedException("divides quantized values", "multiply by the reciprocal, or leave the division in float32");
        }

        graph.Add(source, new BinaryMath { Function = BinaryFunction.Div }, source.Inputs, source.Outputs);
    }
}
