using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>BATCH_TO_SPACE_ND (37): tensor, block shape, crops.</summary>
public sealed class BatchToSpaceNdImporter : ITfliteImporter
{
    public int BuiltinCode => 37;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        var input = source.Require(0, "input");
        var (blockH, blockW, top, bottom, left, right) = PaddingReading.Blocks(source, input);
        var record = new BatchToSpaceNd
        {
            BlockH = blockH,
            BlockW = blockW,
            CropTop = top,
            CropBottom = bottom,
            CropLeft = left,
            CropRight = right,
        };
        graph.Add(source, record, [input], source.Outputs);
    }
}
