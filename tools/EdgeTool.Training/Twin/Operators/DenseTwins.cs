using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Matrix products.</summary>
internal static class DenseTwins
{
    public static Tensor[] FullyConnected(TwinCall call)
    {
        var weights = call.Weight(1)!;
        var sums = nn.functional.linear(call.Input(0).reshape(-1, weights.shape[1]), weights, call.Weight(2)?.reshape(-1));
        return call.Reshaped(call.Finish(sums, call.Record<FullyConnected>().Activation));
    }

    public static Tensor[] BatchMatMul(TwinCall call)
    {
        var record = call.Record<BatchMatMul>();
        var (left, right) = BinaryTwins.Aligned(call.Input(0), call.Input(1));
        return [matmul(record.LeftTransposed == 1 ? left.transpose(-1, -2) : left, record.RightTransposed == 1 ? right.transpose(-1, -2) : right)];
    }
}
