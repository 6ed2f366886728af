using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MINIMUM (57): no options.</summary>
public sealed class MinimumImporter : ITfliteImporter
{
    public int BuiltinCode => 57;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Minimum), [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
