using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>float32 with one output channel for each input channel: up to four vectors of channels at a time, weights where they lie.</summary>
public static unsafe partial class DepthwiseConv2DKernel
{
    private static bool BindFloats<TIsa, TLanes>(StepView step, out BoundKernel kernel)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        kernel = new BoundKernel { Run = &RunFloats<TIsa, TLanes>, Units = step.Outputs[0].Shape.Product(0, 2) };
        return step.Inputs[0].Type == ElementType.Float32 && step.Record<DepthwiseConv2D>().DepthMultiplier == 1
            && step.Inputs[0].Shape[3] >= TIsa.Count;
    }

    private static void RunFloats<TIsa, TLanes>(StepContext* step, int begin, int end, int worker)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        ref var record = ref step->RecordAs<DepthwiseConv2D>();
        var window = FloatWindow.Of(step, WindowOf(record));
        var limits = FloatLimits<TLanes>.Of<TIsa>(record.Activation);
        var weights = step->Inputs[1].As<float>();
        var bias = step->HasInput(2) ? step->Inputs[2].As<float>() : null;
        var (outW, channels) = (step->Outputs[0].Shape[2], window.InC);
        for (var row = begin; row < end; row++)
        {
            window.MoveToRow(row);
            var pixel = step->Outputs[0].As<float>() + ((nint)row * outW * channels);
            for (var outX = 0; outX < outW; outX++, pixel += channels)
            {
                var channel = 0;
                for (; channel <= channels - (4 * TIsa.Count); channel += 4 * TIsa.Count)
                {
                    AddFour<TIsa, TLanes>(window, outX, weights, bias, limits, channel, pixel + channel);
                }

                // The last vector overlaps the one before it.
                for (; channel < channels; channel += TIsa.Count)
                {
                    channel = Math.Min(channel, channels - TIsa.Count);
                    AddOne<TIsa, TLanes>(window, outX, weights, bias, limits, channel, pixel + channel);
                }
            }
        }
    }

    private static void AddFour<TIsa, TLanes>(
        in FloatWindow window, int outX, float* weights, float* bias, in FloatLimits<TLanes> limits, int channel, float* output)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        TLanes a = default, b = default, c = default, d = default;
        var w = weights + channel;
        for (var ky = 0; ky < window.KernelH; ky++)
        {
            for (var kx = 0; kx < window.KernelW; kx++, w += window.InC)
            {
                var x = window.HasRow(ky) ? window.Pixel(ky, kx, outX, null) : null;
                if (x == null)
                {
                    continue;
                }

                x += channel;
                a = TIsa.MultiplyAdd(a, TIsa.Load(x), TIsa.Load(w));
                b = TIsa.MultiplyAdd(b, TIsa.Load(x + TIsa.Count), TIsa.Load(w + TIsa.Count));
                c = TIsa.MultiplyAdd(c, TIsa.Load(x + (2 * TIsa.Count)), TIsa.Load(w + (2 * TIsa.Count)));
                d = TIsa.MultiplyAdd(d, TIsa.Load(x + (3 * TIsa.Count)), TIsa.Load(w + (3 * TIsa.Count)));
            }
        }

        bias = bias == null ? null : bias + channel;
        Finish<TIsa, TLanes>(a, bias, 0, limits, output);
        Finish<TIsa, TLanes>(b, bias, TIsa.Count, limits, output);
        Finish<TIsa, TLanes>(c, bias, 2 * TIsa.Count, limits, output);
        Finish<TIsa, TLanes>(d, bias, 3 * TIsa.Count, limits, output);
    }

    private static void AddOne<TIsa, TLanes>(
        in FloatWindow window, int outX, float* weights, float* bias, in FloatLimits<TLanes> limits, int channel, float* output)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged
    {
        TLanes sum = default;
        var w = weights + channel;
        for (var ky = 0; ky < window.KernelH; ky++)
        {
            for (var kx = 0; kx < window.KernelW; kx++, w += window.InC)
            {
                var x = window.HasRow(ky) ? window.Pixel(ky, kx, outX, null) : null;
                sum = x == null ? sum : TIsa.MultiplyAdd(sum, TIsa.Load(x + channel), TIsa.Load(w));
            }
        }

        Finish<TIsa, TLanes>(sum, bias == null ? null : bias + channel, 0, limits, output);
    }

    private static void Finish<TIsa, TLanes>(TLanes sum, float* bias, int offset, in FloatLimits<TLanes> limits, float* output)
        where TIsa : IFloatLanes<TLanes>
        where TLanes : unmanaged =>
        TIsa.Store(TIsa.Clamp(bias == null ? sum : TIsa.Add(sum, TIsa.Load(bias + offset)), limits.Min, limits.Max), output + offset);
}
