using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>SPACE_TO_BATCH_ND (38): tensor, block shape, paddings.</summary>
public sealed class SpaceToBatchNdImporter : ITfliteImporter
{
    public int BuiltinCode => 38;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var (blockH, blockW, top, bottom, left, right) = PaddingReading.Blocks(source, input);
        var record = new SpaceToBatchNd
        {
            BlockH = blockH,
            BlockW = blockW,
            PadTop = top,
            PadBottom = bottom,
            PadLeft = left,
            PadRight = right,
        };
        graph.Add(source, record, [input], source.Outputs);
    }
}
