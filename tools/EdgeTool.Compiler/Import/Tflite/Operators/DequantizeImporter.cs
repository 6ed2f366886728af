using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>DEQUANTIZE (6): no options.</summary>
public sealed class DequantizeImporter : ITfliteImporter
{
    public int BuiltinCode => 6;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        graph.Add(source, new Dequantize { ChannelAxis = Math.Max(0, input.ChannelAxis) }, [input], source.Outputs);
    }
}
