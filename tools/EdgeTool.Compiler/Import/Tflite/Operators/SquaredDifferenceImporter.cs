using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SQUARED_DIFFERENCE (99): no options.</summary>
public sealed class SquaredDifferenceImporter : ITfliteImporter
{
    public int BuiltinCode => 99;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(SquaredDifference), [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
