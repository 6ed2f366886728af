using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Windows without weights; padding counts neither for the mean nor for the maximum.</summary>
internal static class PoolTwins
{
    public static Tensor[] AveragePool2D(TwinCall call)
    {
        var window = call.Record<AveragePool2D>().Window;
        var means = nn.functional.avg_pool2d(Padded(call, window, 0), [window.FilterH, window.FilterW], [window.StrideH, window.StrideW]);
        return call.FromImages(ActivationTwins.Fused(means * Shares(call, window), window.Activation));
    }

    public static Tensor[] MaxPool2D(TwinCall call)
    {
        var window = call.Record<MaxPool2D>().Window;
        var largest = nn.functional.max_pool2d(
            Padded(call, window, double.NegativeInfinity), [window.FilterH, window.FilterW], [window.StrideH, window.StrideW]);
        return call.FromImages(ActivationTwins.Fused(largest, window.Activation));
    }

    private static Tensor Padded(TwinCall call, PoolWindow window, double value)
    {
        var (input, output) = (call.ShapeOf(0), call.OutputShape());
        var bottom = ConvolutionTwins.After(input[1], output[1], window.PadTop, window.StrideH, 1, window.FilterH);
        var right = ConvolutionTwins.After(input[2], output[2], window.PadLeft, window.StrideW, 1, window.FilterW);
        return (window.PadTop | window.PadLeft | bottom | right) == 0
            ? call.Images(0)
            : nn.functional.pad(call.Images(0), [window.PadLeft, right, window.PadTop, bottom], value: value);
    }

    /// <summary>Window elements over those inside the input, for every output pixel: (1, 1, outH, outW).</summary>
    private static Tensor Shares(TwinCall call, PoolWindow window)
    {
        var (input, output) = (call.ShapeOf(0), call.OutputShape());
        var rows = Shares(input[1], output[1], window.PadTop, window.StrideH, window.FilterH);
        var columns = Shares(input[2], output[2], window.PadLeft, window.StrideW, window.FilterW);
        return tensor(rows).reshape(1, 1, -1, 1) * tensor(columns).reshape(1, 1, 1, -1);
    }

    private static float[] Shares(int input, int output, int before, int stride, int filter) =>
        [.. Enumerable.Range(0, output).Select(i => (i * stride) - before).Select(from => filter / (float)(Math.Min(input, from + filter) - Math.Max(0, from)))];
}
