using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SOFTMAX (25): options beta (0).</summary>
public sealed class SoftmaxImporter : ITfliteImporter
{
    public int BuiltinCode => 25;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new Softmax { Beta = source.Options.Float(0) }, [source.Require(0, "input")], source.Outputs);
}
