using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>QUANTIZE (114): no options.</summary>
public sealed class QuantizeImporter : ITfliteImporter
{
    public int BuiltinCode => 114;

    public void Import(TfliteNode source, TfliteGraphBuilder graph) =>
        graph.Add(source, default(Quantize), [source.Require(0, "input")], source.Outputs);
}
