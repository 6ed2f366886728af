using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>PRELU (54): no options.</summary>
public sealed class PReluImporter : ITfliteImporter
{
    public int BuiltinCode => 54;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(PRelu), [source.Require(0, "input"), source.Require(1, "alpha")], source.Outputs);
}
