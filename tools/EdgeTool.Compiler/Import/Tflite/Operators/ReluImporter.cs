using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RELU (19): no options.</summary>
public sealed class ReluImporter : ITfliteImporter
{
    public int BuiltinCode => 19;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Relu), [source.Require(0, "input")], source.Outputs);
}
