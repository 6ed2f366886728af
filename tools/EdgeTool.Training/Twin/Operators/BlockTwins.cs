using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Blocks of height and width dealt out to the graph's own batch and back; the batch of training is not touched.</summary>
internal static class BlockTwins
{
    public static Tensor[] SpaceToBatchNd(TwinCall call)
    {
        var (record, x) = (call.Record<SpaceToBatchNd>(), FourDimensional(call.Input(0)));
        x = nn.functional.pad(x, [0, 0, record.PadLeft, record.PadRight, record.PadTop, record.PadBottom]);
        var (n, h, w, c) = (x.shape[1], x.shape[2] / record.BlockH, x.shape[3] / record.BlockW, x.shape[4]);
        return call.Reshaped(x.reshape(-1, n, h, record.BlockH, w, record.BlockW, c).permute(0, 3, 5, 1, 2, 4, 6));
    }

    public static Tensor[] BatchToSpaceNd(TwinCall call)
    {
        var (record, x) = (call.Record<BatchToSpaceNd>(), FourDimensional(call.Input(0)));
        var (blocks, h, w, c) = (record.BlockH * record.BlockW, x.shape[2], x.shape[3], x.shape[4]);
        var n = x.shape[1] / blocks;
        var whole = x.reshape(-1, record.BlockH, record.BlockW, n, h, w, c).permute(0, 3, 4, 1, 5, 2, 6).reshape(-1, n, h * record.BlockH, w * record.BlockW, c);
        var rows = whole.narrow(2, record.CropTop, whole.shape[2] - record.CropTop - record.CropBottom);
        return call.Reshaped(rows.narrow(3, record.CropLeft, whole.shape[3] - record.CropLeft - record.CropRight));
    }

    /// <summary>(batch, n, height, width, channels), width 1 where the graph has none.</summary>
    private static Tensor FourDimensional(Tensor x) => x.Dimensions == 5 ? x : x.unsqueeze(3);
}
