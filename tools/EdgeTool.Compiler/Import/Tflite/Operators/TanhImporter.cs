using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>TANH (28): no options.</summary>
public sealed class TanhImporter : ITfliteImporter
{
    public int BuiltinCode => 28;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Tanh), [source.Require(0, "input")], source.Outputs);
}
