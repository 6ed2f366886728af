using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SOFTMAX (25): options beta (0).</summary>
public sealed class SoftmaxImporter : ITfliteImporter
{
    public int BuiltinCode => 25;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        UnknownDimensions.OfSameShape(input, source.Outputs[0]);
        graph.Add(source, new Softmax { Beta = source.Options.Float(0) }, [input], source.Outputs);
    }
}
