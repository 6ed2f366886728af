using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>The grid that a layer's weights are rounded to: channel scale times group multiplier, up to a limit of steps.</summary>
/// <param name="Scales">One per output channel.</param>
/// <param name="Multipliers">One per group of <see cref="ConstantStorages.GroupLength"/> weights in their stored order; null: 1 everywhere.</param>
/// <param name="Limit">Largest number of steps.</param>
public sealed record WeightSteps(float[] Scales, byte[]? Multipliers, int Limit)
{
    private const int LargestMultiplier = 16;

    /// <summary>Different values beside zero up to which a layer's weights count as clustered, each of them for 16 weights or more.</summary>
    private const int MostClusters = 64, LeastClusterSize = 16;

    /// <summary>Largest bias in steps of input scale * weight scale: half of what 32 bits hold, so that the products still fit.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>Parts of the largest magnitude that the limit may stand for: with few steps, a clipped outlier costs less than a coarse grid.</summary>
    private static readonly float[] Clippings = [1, 0.95f, 0.9f, 0.85f, 0.8f, 0.75f, 0.7f, 0.6f];

    /// <summary>The grid of least error for a format.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="bias">Its bias.</param>
    /// <param name="inputScale">Scale of its quantized input: weight scales grow where the bias would not fit in 32 bits.</param>
    /// <param name="wideBias">The bias has 64 bits and always fits.</param>
    /// <param name="format">Integers that weights become.</param>
    public static WeightSteps Of(WeightedLayer layer, ReadOnlySpan<float> bias, float inputScale, bool wideBias, WeightFormat format)
    {
        var limit = format == WeightFormat.Int8 ? sbyte.MaxValue : 7;
        var isClustered = format == WeightFormat.Int8 && IsClustered(layer);
        var scales = ScalesOf(layer, bias, inputScale, wideBias, format, limit, isClustered);
        return new WeightSteps(scales, format == WeightFormat.Int4Groups ? MultipliersOf(layer, scales, limit) : null, limit) { KeepsClusters = isClustered };
    }

    /// <summary>
    /// All channels have one scale and weights are rounded to the nearest, so that equal weights stay equal: the file stores them as a codebook.
    /// </summary>
    public bool KeepsClusters { get; private init; }

    /// <summary>Integers per step of weight <paramref name="index"/>.</summary>
    public int MultiplierOf(int index) => Multipliers?[index / ConstantStorages.GroupLength] ?? 1;

    /// <summary>Step of weight <paramref name="index"/> in real units.</summary>
    public float StepOf(int channel, int index) => Scales[channel] * MultiplierOf(index);

    private static float[] ScalesOf(
        WeightedLayer layer, ReadOnlySpan<float> bias, float inputScale, bool wideBias, WeightFormat format, int limit, bool isShared)
    {
        var scales = new float[layer.Channels];
        var largest = 0f;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            // Weights that were 8-bit integers once keep their step: nothing is lost then.
            scales[channel] = format == WeightFormat.Int8 && !isShared && IntegerWeights.ScaleOf(layer.Filter(channel), known: 0) is > 0 and var step && Magnitude(layer, channel) < (limit + 0.5f) * step ? step
                : format == WeightFormat.Int4 ? ClippedScale(layer, channel, limit)
                : Magnitude(layer, channel) / (format == WeightFormat.Int4Groups ? limit * LargestMultiplier : limit);
            largest = Math.Max(largest, scales[channel]);
        }

        // Filters of zeros, or so small that nothing of them is left beside the others, take the largest scale divided by what 32 bits resolve.
        var smallest = largest > 0 ? Math.Max(largest / (1 << 24), 1e-12f) : 1f / sbyte.MaxValue;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            scales[channel] = Math.Max(scales[channel], smallest);
            if (!wideBias)
            {
                scales[channel] = Math.Max(scales[channel], (float)(Math.Abs(bias[channel]) / inputScale / LargestBias));
            }
        }

        if (isShared)
        {
            Array.Fill(scales, scales.Max());
        }

        return scales;
    }

    /// <summary>Few different values that no channel's own steps explain better.</summary>
    private static bool IsClustered(WeightedLayer layer)
    {
        var values = new HashSet<float>();
        foreach (var weight in layer.AllWeights)
        {
            if (weight != 0 && values.Add(weight) && values.Count > MostClusters)
            {
                return false;
            }
        }

        return values.Count * LeastClusterSize <= layer.AllWeights.Length
            && Enumerable.Range(0, layer.Channels).Any(c => IntegerWeights.ScaleOf(layer.Filter(c), known: 0) is null);
    }

    private static float Magnitude(WeightedLayer layer, int channel)
    {
        var magnitude = 0f;
        for (var k = 0; k < layer.FilterLength; k++)
        {
            magnitude = Math.Max(magnitude, Math.Abs(layer.AllWeights[layer.IndexOf(channel, k)]));
        }

        return magnitude;
    }

    private static float ClippedScale(WeightedLayer layer, int channel, int limit)
    {
        var (widest, best, least) = (Magnitude(layer, channel) / limit, 0f, double.MaxValue);
        foreach (var clipping in Clippings)
        {
            var (step, error) = (widest * clipping, 0.0);
            for (var k = 0; k < layer.FilterLength && step > 0; k++)
            {
                error += SquaredError(layer.AllWeights[layer.IndexOf(channel, k)], step, limit);
            }

            if (error < least)
            {
                (best, least) = (step, error);
            }
        }

        return best;
    }

    private static byte[] MultipliersOf(WeightedLayer layer, float[] scales, int limit)
    {
        var weights = layer.AllWeights;
        var multipliers = new byte[(weights.Length + ConstantStorages.GroupLength - 1) / ConstantStorages.GroupLength];
        for (var group = 0; group < multipliers.Length; group++)
        {
            var (start, end) = (group * ConstantStorages.GroupLength, Math.Min((group + 1) * ConstantStorages.GroupLength, weights.Length));
            var widest = 0f;
            for (var i = start; i < end; i++)
            {
                widest = Math.Max(widest, Math.Abs(weights[i]) / scales[layer.ChannelOf(i)]);
            }

            var (best, least) = (1, double.MaxValue);
            for (var m = Math.Clamp((int)MathF.Ceiling(widest / limit), 1, LargestMultiplier); m >= 1; m--)
            {
                var error = 0.0;
                for (var i = start; i < end && error < least; i++)
                {
                    error += SquaredError(weights[i], scales[layer.ChannelOf(i)] * m, limit);
                }

                (best, least) = error < least ? (m, error) : (best, least);
            }

            multipliers[group] = (byte)best;
        }

        return multipliers;
    }

    private static double SquaredError(float weight, float step, int limit)
    {
        var error = weight - (step * Math.Clamp(MathF.Round(weight / step), -limit, limit));
        return (double)error * error;
    }
}
