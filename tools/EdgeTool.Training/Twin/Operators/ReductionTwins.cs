using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Sums, means and what is divided by them.</summary>
internal static class ReductionTwins
{
    public static Tensor[] Mean(TwinCall call)
    {
        var record = call.Record<Mean>();
        return call.Reshaped(record.AxisMask == 0 ? call.Input(0) : call.Input(0).mean(TwinTensors.Axes(record.AxisMask), keepdim: true));
    }

    public static Tensor[] Reduce(TwinCall call)
    {
        var record = call.Record<Reduce>();
        var (x, axes) = (call.Input(0), TwinTensors.Axes(record.AxisMask));
        return call.Reshaped(axes.Length == 0 && record.Function is ReduceFunction.Sum or ReduceFunction.Max or ReduceFunction.Min or ReduceFunction.Prod ? x : record.Function switch
        {
            ReduceFunction.Sum => Sum(x, axes),
            ReduceFunction.Max => x.amax(axes, keepdim: true),
            ReduceFunction.Min => x.amin(axes, keepdim: true),
            ReduceFunction.Prod => axes.Aggregate(x, (product, axis) => product.prod(axis, keepdim: true)),
            ReduceFunction.L1 => Sum(x.abs(), axes),
            ReduceFunction.L2 => Sum(x.square(), axes).sqrt(),
            ReduceFunction.LogSum => Sum(x, axes).log(),
            ReduceFunction.LogSumExp => Sum(x.exp(), axes).log(),
            _ => Sum(x.square(), axes),
        });
    }

    public static Tensor[] CumSum(TwinCall call)
    {
        var record = call.Record<CumSum>();
        var axis = record.Axis + 1;
        var x = record.Reverse == 1 ? call.Input(0).flip(axis) : call.Input(0);
        var sums = record.Exclusive == 1 ? x.cumsum(axis) - x : x.cumsum(axis);
        return [record.Reverse == 1 ? sums.flip(axis) : sums];
    }

    public static Tensor[] Normalize(TwinCall call)
    {
        var record = call.Record<Normalize>();
        var (x, axes) = (call.Input(0), TwinTensors.Axes(record.AxisMask));
        if (axes.Length == 0)
        {
            axes = [x.Dimensions];
            x = x.unsqueeze(-1);
        }

        if (record.Kind == Normalization.MeanVariance)
        {
            x -= x.mean(axes, keepdim: true);
        }

        var size = record.Kind switch
        {
            Normalization.L1 => Sum(x.abs(), axes) + record.Epsilon,
            Normalization.L2 => (Sum(x.square(), axes) + record.Epsilon).sqrt(),
            _ => (x.square().mean(axes, keepdim: true) + record.Epsilon).sqrt(),
        };
        return call.Reshaped(where(size.eq(0), zeros_like(x), x / size));
    }

    public static Tensor[] LocalResponseNormalization(TwinCall call)
    {
        var record = call.Record<LocalResponseNormalization>();
        var (x, axis) = (call.Input(0), record.Axis + 1);
        var (before, channels) = ((record.Size - 1) / 2, x.shape[axis]);
        var squares = x.square();
        var sums = zeros_like(x);
        for (var offset = -before; offset < record.Size - before; offset++)
        {
            if (Math.Abs(offset) < channels)
            {
                var (from, to) = (Math.Max(0, offset), Math.Max(0, -offset));
                var part = squares.narrow(axis, from, channels - Math.Abs(offset));
                sums = sums + Shifted(part, axis, to, channels);
            }
        }

        return [x / ((sums * (record.Alpha / record.Size)) + record.Bias).pow(record.Beta)];
    }

    private static Tensor Shifted(Tensor part, int axis, long before, long channels)
    {
        var pads = new long[2 * (part.Dimensions - axis)];
        (pads[^2], pads[^1]) = (before, channels - part.shape[axis] - before);
        return nn.functional.pad(part, pads);
    }

    private static Tensor Sum(Tensor x, long[] axes) => axes.Length == 0 ? x : x.sum(axes, keepdim: true);
}
