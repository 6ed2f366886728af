using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RSQRT (76): no options.</summary>
public sealed class RsqrtImporter : ITfliteImporter
{
    public int BuiltinCode => 76;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Rsqrt), [source.Require(0, "input")], source.Outputs);
}
