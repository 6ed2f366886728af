using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Slides a pooling window along output rows. Units are the n * outH rows; the loop is the same for every reduction and type.</summary>
internal static unsafe class PoolRows
{
    public static void Run<TReduction, T, TSum>(StepContext* step, in PoolWindow window, int begin, int end)
        where TReduction : IPoolReduction<T, TSum>
        where T : unmanaged
        where TSum : unmanaged
    {
        var limits = *(PoolLimits*)step->Prepared;
        var (inH, inW, channels) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        var (outH, outW) = (step->Outputs[0].Shape[1], step->Outputs[0].Shape[2]);
        for (var row = begin; row < end; row++)
        {
            var image = step->Inputs[0].As<T>() + ((nint)(row / outH) * inH * inW * channels);
            var pixel = step->Outputs[0].As<T>() + ((nint)row * outW * channels);
            var top = (row % outH * window.StrideH) - window.PadTop;
            var (firstY, lastY) = (Math.Max(top, 0), Math.Min(top + window.FilterH, inH));
            for (var outX = 0; outX < outW; outX++, pixel += channels)
            {
                var left = (outX * window.StrideW) - window.PadLeft;
                var (firstX, lastX) = (Math.Max(left, 0), Math.Min(left + window.FilterW, inW));
                var count = (lastY - firstY) * (lastX - firstX);
                for (var c = 0; c < channels; c++)
                {
                    var sum = TReduction.Start;
                    for (var y = firstY; y < lastY; y++)
                    {
                        var element = image + ((((nint)y * inW) + firstX) * channels) + c;
                        for (var x = firstX; x < lastX; x++, element += channels)
                        {
                            sum = TReduction.Add(sum, *element);
                        }
                    }

                    pixel[c] = TReduction.Finish(sum, count, limits);
                }
            }
        }
    }
}
