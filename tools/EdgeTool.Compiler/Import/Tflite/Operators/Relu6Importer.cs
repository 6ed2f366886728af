using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RELU6 (21): no options.</summary>
public sealed class Relu6Importer : ITfliteImporter
{
    public int BuiltinCode => 21;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Relu6), [source.Require(0, "input")], source.Outputs);
}
