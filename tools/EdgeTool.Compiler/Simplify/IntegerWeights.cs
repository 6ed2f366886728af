using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// The int8 weights and int32 bias (int64 where activations have 16 bits) of a layer whose real weights came from 8-bit integers: they are found again as small multiples of one
/// step for each channel, so it does not matter what moved or scaled them since.
/// </summary>
internal static class IntegerWeights
{
    /// <summary>Rounding to float32 moves a multiple by much less of a step.</summary>
    private const double Tolerance = 1.0 / 1024;

    /// <summary>Largest bias in steps: half of what 32 bits hold, so that the products still fit; one that was an integer before may have any size.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>The same where activations have 16 bits: 48 bits are multiplied by the output's factor.</summary>
    private const double LargestWideBias = 1L << 46;

    /// <summary>A bias that is no multiple of its step may be off by half a step: at most one sixteenth of a step of the output.</summary>
    private const double CoarsestBias = 1.0 / 8;

    /// <summary>Steps of a channel of zeros, for one of the output.</summary>
    private const float StepsOfZeros = 1 << 16;

    /// <param name="weights">float32 constant.</param>
    /// <param name="bias">float32 constant, or null.</param>
    /// <param name="channelAxis">Axis of the output channels.</param>
    /// <param name="input">The quantized input.</param>
    /// <param name="outputScale">Scale of the quantized output.</param>
    /// <returns>Null when they are no 8-bit integers times scales, or the bias does not fit.</returns>
    public static (Value Weights, Value? Bias)? Of(Value weights, Value? bias, int channelAxis, Value input, float outputScale)
    {
        var (inputScale, isWide) = (input.Scales[0], input.Type == ElementType.Int16);
        var (elements, channels) = (weights.ConstantAs<float>().ToArray(), weights.Shape[channelAxis]);
        var inner = weights.Shape.Product(channelAxis + 1, weights.Shape.Rank);
        var (steps, scales, stepsOfBias) = (new sbyte[elements.Length], new float[channels], new long[channels]);
        for (var channel = 0; channel < channels; channel++)
        {
            var filter = Enumerable.Range(0, elements.Length).Where(i => i / inner % channels == channel).ToArray();
            var known = weights.Steps?.Of(channelAxis, channel) ?? 0;
            if (ScaleOf([.. filter.Select(i => elements[i])], known) is not { } scale)
            {
                return null;
            }

            scales[channel] = scale > 0 ? scale : outputScale / inputScale / StepsOfZeros;
            foreach (var i in filter)
            {
                steps[i] = (sbyte)Math.Round((double)elements[i] / scales[channel]);
            }

            var largest = isWide ? LargestWideBias : scale.Equals(known) ? int.MaxValue : LargestBias;
            if (bias is not null && !Fits(bias.ConstantAs<float>()[channel], (double)inputScale * scales[channel], outputScale, largest, out stepsOfBias[channel]))
            {
                return null;
            }
        }

        var integers = Value.Of<sbyte>($"{weights.Name}/int8", weights.Shape, steps);
        (integers.Scales, integers.ChannelAxis) = (scales, channelAxis);
        return (integers, bias is null ? null
            : isWide ? Value.Of<long>($"{bias.Name}/int64", new Shape(channels), stepsOfBias)
            : Value.Of<int>($"{bias.Name}/int32", new Shape(channels), Array.ConvertAll(stepsOfBias, s => (int)s)));
    }

    /// <summary>A real constant as int8 with one scale, and a zero point other than 0 only where it needs one; null when it is none.</summary>
    public static Value? OfTensor(Value constant)
    {
        var elements = constant.ConstantAs<float>().ToArray();
        var known = constant.Steps is { Axis: < 0, Scales: [var step] } ? step : 0;
        if (elements.Length == 0 || ScaleOf(elements, known, byte.MaxValue) is not (> 0 and var scale))
        {
            return null;
        }

        // stored = steps + zeroPoint, all three within int8.
        long[] steps = [.. elements.Select(x => (long)Math.Round((double)x / scale))];
        var (least, most) = (Math.Max(sbyte.MinValue, sbyte.MinValue - steps.Min()), Math.Min(sbyte.MaxValue, sbyte.MaxValue - steps.Max()));
        if (least > most)
        {
            return null;
        }

        var zeroPoint = Math.Clamp(0, least, most);
        var integers = Value.Of<sbyte>($"{constant.Name}/int8", constant.Shape, [.. steps.Select(s => (sbyte)(s + zeroPoint))]);
        (integers.Scales, integers.ZeroPoint) = ([scale], (int)zeroPoint);
        return integers;
    }

    /// <summary>A real constant that was made of 16-bit integers with one scale, as those; null when it is none.</summary>
    public static Value? Of16Bits(Value constant)
    {
        var elements = constant.ConstantAs<float>().ToArray();
        if (constant.Steps is not { Axis: < 0, Scales: [var step] } || elements.Length == 0 || ScaleOf(elements, step, short.MaxValue) is not (> 0 and var scale) || !scale.Equals(step))
        {
            return null;
        }

        var integers = Value.Of<short>($"{constant.Name}/int16", constant.Shape, [.. elements.Select(x => (short)Math.Round((double)x / scale))]);
        integers.Scales = [scale];
        return integers;
    }

    /// <summary>The step all numbers are small multiples of, the finest of several; 0 when all are 0, null when there is none.</summary>
    /// <param name="filter">The numbers.</param>
    /// <param name="known">Their step, where it is known; else 0.</param>
    /// <param name="limit">Most steps of a positive number; negative ones may have one more.</param>
    internal static float? ScaleOf(float[] filter, float known, int limit = sbyte.MaxValue)
    {
        if (float.IsNormal(known) && known > 0 && Array.TrueForAll(filter, x => IsStep((double)x / known, limit)))
        {
            return known;
        }

        var peak = filter.MaxBy(Math.Abs);
        if (peak == 0 || !float.IsFinite(peak))
        {
            return peak == 0 ? 0 : null;
        }

        for (var most = peak < 0 ? limit + 1 : limit; most > 0; most--)
        {
            var scale = Math.Abs(peak) / most;
            if (float.IsNormal(scale) && Array.TrueForAll(filter, x => IsStep((double)x / scale, limit)))
            {
                return scale;
            }
        }

        return null;
    }

    private static bool IsStep(double steps, int limit) =>
        Math.Abs(steps - Math.Round(steps)) < Tolerance && Math.Round(steps) >= -limit - 1 && Math.Round(steps) <= limit;

    private static bool Fits(float bias, double step, float outputScale, double largest, out long steps)
    {
        var exact = bias / step;
        var isFine = Math.Abs(exact) <= largest;
        steps = isFine ? (long)Math.Round(exact) : 0;
        return isFine && (step <= outputScale * CoarsestBias || Math.Abs(exact - steps) < Tolerance);
    }
}
