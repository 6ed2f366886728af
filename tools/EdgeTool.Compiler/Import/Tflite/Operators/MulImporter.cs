using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MUL (18): options fused_activation_function (0).</summary>
public sealed class MulImporter : ITfliteImporter
{
    public int BuiltinCode => 18;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new Mul { Activation = TfliteGraphBuilder.ActivationOf(source.Options.Byte(0)) }, [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
