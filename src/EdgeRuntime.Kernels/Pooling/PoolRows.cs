using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Slides a pooling window along output rows. Units are the n * outH rows; the loop is the same for every reduction and type. The record of
/// a pooling operator is its window.
/// </summary>
internal static unsafe class PoolRows
{
    public static BoundKernel Bind<TPool, T>(StepView step)
        where TPool : IPool<T>
        where T : unmanaged => new()
        {
            Run = &Run<TPool, T>,
            Prepare = &PoolLimits.Write,
            PreparedBytes = sizeof(PoolLimits),
            Units = step.Outputs[0].Shape.Product(0, 2),
        };

    private static void Run<TPool, T>(StepContext* step, int begin, int end, int worker)
        where TPool : IPool<T>
        where T : unmanaged
    {
        var window = step->RecordAs<PoolWindow>();
        var limits = *(PoolLimits*)step->Prepared;
        var (inH, inW, channels) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2]);
        var rowStride = (nint)inW * channels;
        for (var row = begin; row < end; row++)
        {
            var image = step->Inputs[0].As<T>() + (row / outH * inH * rowStride);
            var pixel = step->Outputs[0].As<T>() + ((nint)row * outW * channels);
            var top = (row % outH * window.StrideH) - window.PadTop;
            var (firstY, lastY) = (Math.Max(top, 0), Math.Min(top + window.FilterH, inH));
            for (var outX = 0; outX < outW; outX++, pixel += channels)
            {
                var left = (outX * window.StrideW) - window.PadLeft;
                var (firstX, lastX) = (Math.Max(left, 0), Math.Min(left + window.FilterW, inW));
                var first = image + (firstY * rowStride) + ((nint)firstX * channels);
                TPool.Reduce(first, lastY - firstY, rowStride, lastX - firstX, channels, pixel, limits);
            }
        }
    }
}
