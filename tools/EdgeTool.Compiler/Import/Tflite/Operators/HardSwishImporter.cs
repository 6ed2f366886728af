using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>HARD_SWISH (117): no options.</summary>
public sealed class HardSwishImporter : ITfliteImporter
{
    public int BuiltinCode => 117;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(HardSwish), [source.Require(0, "input")], source.Outputs);
}
