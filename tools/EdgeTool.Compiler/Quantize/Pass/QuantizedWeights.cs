namespace EdgeTool.Compiler.Quantization;

/// <summary>Integers and scales of a layer's weights; scales one per output channel.</summary>
public sealed record QuantizedWeights(sbyte[] Stored, float[] Scales)
{
    private const int Limit = sbyte.MaxValue;

    /// <summary>Largest bias in steps of input scale * weight scale: half of what 32 bits hold, so that the products still fit.</summary>
    private const double LargestBias = 1 << 30;

    /// <summary>Symmetric, narrow range: the largest magnitude of each filter becomes 127, every weight the nearest step.</summary>
    /// <param name="layer">The float layer.</param>
    /// <param name="bias">Its bias.</param>
    /// <param name="inputScale">Scale of its quantized input: weight scales grow where the bias would not fit in 32 bits.</param>
    /// <param name="wideBias">The bias has 64 bits and always fits.</param>
    public static QuantizedWeights Of(WeightedLayer layer, ReadOnlySpan<float> bias, float inputScale, bool wideBias)
    {
        var (stored, scales) = (new sbyte[layer.AllWeights.Length], ScalesOf(layer, bias, inputScale, wideBias));
        for (var channel = 0; channel < layer.Channels; channel++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                var index = layer.IndexOf(channel, k);
                stored[index] = (sbyte)Math.Clamp(MathF.Round(layer.AllWeights[index] / scales[channel], MidpointRounding.AwayFromZero), -Limit, Limit);
            }
        }

        return new QuantizedWeights(stored, scales);
    }

    /// <summary>Scale of each channel.</summary>
    public static float[] ScalesOf(WeightedLayer layer, ReadOnlySpan<float> bias, float inputScale, bool wideBias)
    {
        var scales = new float[layer.Channels];
        var largest = 0f;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                scales[channel] = Math.Max(scales[channel], Math.Abs(layer.AllWeights[layer.IndexOf(channel, k)]) / Limit);
            }

            largest = Math.Max(largest, scales[channel]);
        }

        // Filters of zeros, or so small that nothing of them is left beside the others, take the largest scale divided by what 32 bits resolve.
        var smallest = largest > 0 ? Math.Max(largest / (1 << 24), 1e-12f) : 1f / Limit;
        for (var channel = 0; channel < scales.Length; channel++)
        {
            scales[channel] = Math.Max(scales[channel], smallest);
            if (!wideBias)
            {
                scales[channel] = Math.Max(scales[channel], (float)(Math.Abs(bias[channel]) / inputScale / LargestBias));
            }
        }

        return scales;
    }

    /// <summary>What the integers mean.</summary>
    public float Real(WeightedLayer layer, int channel, int k) => Stored[layer.IndexOf(channel, k)] * Scales[channel];
}
