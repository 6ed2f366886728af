using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>PADV2 (60): tensor, paddings (rank, 2), value.</summary>
public sealed class PadV2Importer : ITfliteImporter
{
    public int BuiltinCode => 60;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var (before, after) = PaddingReading.Margins(source, input.Shape.Rank);
        graph.Add(source, new PadV2 { Before = before, After = after }, [input, source.Require(2, "padding value")], source.Outputs);
    }
}
