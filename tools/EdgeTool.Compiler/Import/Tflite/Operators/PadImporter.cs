using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>PAD (34): tensor, paddings (rank, 2).</summary>
public sealed class PadImporter : ITfliteImporter
{
    public int BuiltinCode => 34;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var (before, after) = PaddingReading.Margins(source, input.Shape.Rank);
        graph.Add(source, new Pad { Before = before, After = after }, [input], source.Outputs);
    }
}
