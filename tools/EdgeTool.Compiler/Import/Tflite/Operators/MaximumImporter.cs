using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>MAXIMUM (55): no options.</summary>
public sealed class MaximumImporter : ITfliteImporter
{
    public int BuiltinCode => 55;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Maximum), [source.Require(0, "first input"), source.Require(1, "second input")], source.Outputs);
}
