using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>LEAKY_RELU (98): options alpha (0).</summary>
public sealed class LeakyReluImporter : ITfliteImporter
{
    public int BuiltinCode => 98;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, new LeakyRelu { Alpha = source.Options.Float(0) }, [source.Require(0, "input")], source.Outputs);
}
