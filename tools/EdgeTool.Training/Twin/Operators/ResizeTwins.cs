using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>Interpolation, axis by axis: each element a weighted sum of some of the input's.</summary>
internal static class ResizeTwins
{
    public static Tensor[] ResizeBilinear(TwinCall call)
    {
        var (record, input, output) = (call.Record<ResizeBilinear>(), call.ShapeOf(0), call.OutputShape());
        var x = call.Input(0);
        foreach (var axis in (int[])[1, 2])
        {
            var (size, last) = (output[axis], input[axis] - 1);
            var scale = record.AlignCorners == 1 && size > 1 ? last / (size - 1f) : (float)input[axis] / size;
            var reals = Enumerable.Range(0, size).Select(i => record.HalfPixelCenters == 1 ? ((i + 0.5f) * scale) - 0.5f : i * scale).ToArray();
            var before = reals.Select(r => (long)Math.Clamp((int)MathF.Floor(r), 0, last)).ToArray();
            var after = reals.Select(r => (long)Math.Clamp((int)MathF.Ceiling(r), 0, last)).ToArray();
            var fractions = reals.Select((r, i) => r - before[i]).ToArray();
            x = Weighted(x, axis, [before, after], [[.. fractions.Select(f => 1 - f)], fractions]);
        }

        return [x];
    }

    public static Tensor[] ResizeNearestNeighbor(TwinCall call)
    {
        var (record, input, output) = (call.Record<ResizeNearestNeighbor>(), call.ShapeOf(0), call.OutputShape());
        var x = call.Input(0);
        foreach (var axis in (int[])[1, 2])
        {
            var (size, last) = (output[axis], input[axis] - 1);
            var scale = record.AlignCorners == 1 && size > 1 ? last / (float)(size - 1) : input[axis] / (float)size;
            var sources = Enumerable.Range(0, size).Select(i => (i + (record.HalfPixelCenters == 1 ? 0.5f : 0f)) * scale)
                .Select(r => (long)Math.Clamp((int)(record.AlignCorners == 1 ? MathF.Round(r, MidpointRounding.AwayFromZero) : MathF.Floor(r)), 0, last)).ToArray();
            x = x.index_select(axis + 1, tensor(sources));
        }

        return [x];
    }

    public static Tensor[] Resample(TwinCall call)
    {
        var (axis, positions) = (call.Record<Resample>().Axis, TwinTensors.WholeNumbers(call.Node.Inputs[1]!));
        var (weights, taps, last) = (call.Node.Inputs[2]!.ConstantAs<float>().ToArray(), call.Node.Inputs[1]!.Shape[1], call.ShapeOf(0)[axis] - 1L);
        long[][] sources = [.. Enumerable.Range(0, taps).Select(t => positions.Where((_, i) => i % taps == t).Select(p => Math.Clamp(p, 0, last)).ToArray())];
        float[][] factors = [.. Enumerable.Range(0, taps).Select(t => weights.Where((_, i) => i % taps == t).ToArray())];
        return [Weighted(call.Input(0), axis, sources, factors)];
    }

    /// <summary>Sum over taps t of factors[t][j] * x[sources[t][j]] for every j of the axis.</summary>
    private static Tensor Weighted(Tensor x, int axis, long[][] sources, float[][] factors)
    {
        var shape = Enumerable.Repeat(1L, (int)x.Dimensions).ToArray();
        shape[axis + 1] = -1;
        return sources.Zip(factors, (s, f) => x.index_select(axis + 1, tensor(s)) * tensor(f).reshape(shape)).Aggregate((a, b) => a + b);
    }
}
