using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Scales every channel of a tensor up towards the range of the widest one, and the weights that read it down, so that all channels use the
/// steps of their common scale (E. Meller et al., "Same, Same But Different: Recovering Neural Network Quantization Error Through Weight
/// Factorization", 2019). The writing layer's weights have a scale per channel and lose nothing. The function stays the same for
/// everything that calibration saw: a Relu6 limits nothing that it did not limit before.
/// </summary>
public static class ActivationEqualization
{
    /// <summary>Largest scaling; near-dead channels would else run away.</summary>
    private const float MaxScale = 64;

    /// <summary>What a Relu6 must leave above the widest value of a scaled channel.</summary>
    private const float Headroom = 1.15f;

    /// <summary>Changes the graph's constants.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="calibration">Its statistics.</param>
    /// <param name="share">
    /// Exponent of the scaling where the reading layer mixes channels and its own rounding grows with it: 0 nothing, 1 all. Depthwise layers,
    /// with a scale per channel, always take all.
    /// </param>
    /// <returns>Pairs of layers whose channels were scaled.</returns>
    public static int Apply(Graph graph, Calibration calibration, float share)
    {
        var scaled = 0;
        foreach (var pair in LayerPair.Of(graph))
        {
            var (first, second) = (WeightedLayer.TryOf(pair.First)!, WeightedLayer.TryOf(pair.Second)!);
            if (calibration.Of(pair.First.Outputs[0]) is { } statistics && Scales(first, second, statistics, share) is { } scales)
            {
                Scale(new LayerEdit(first), new LayerEdit(second), scales);
                scaled++;
            }
        }

        return scaled;
    }

    private static float[]? Scales(WeightedLayer first, WeightedLayer second, ValueStatistics statistics, float share)
    {
        var power = second.Node.OpCode == OpCode.DepthwiseConv2D ? 1 : share;
        var limit = LayerActivation.Of(first.Node) == Activation.Relu6 ? 6 : float.PositiveInfinity;
        var magnitudes = statistics.ChannelMin.Zip(statistics.ChannelMax, (min, max) => Math.Max(Math.Abs(min), Math.Abs(max))).ToArray();
        var largest = magnitudes.Max();
        if (power == 0 || !(largest > 0) || magnitudes.Length != first.Channels)
        {
            return null;
        }

        return Array.ConvertAll(magnitudes, m => m <= 0 ? 1
            : Math.Max(1, Math.Min(Math.Min(MaxScale, MathF.Pow(largest / m, power)), limit / (m * Headroom))));
    }

    private static void Scale(LayerEdit first, LayerEdit second, float[] scales)
    {
        for (var channel = 0; channel < first.Layer.Channels; channel++)
        {
            first.Bias[channel] *= scales[channel];
            for (var k = 0; k < first.Layer.FilterLength; k++)
            {
                first.Weights[first.Layer.IndexOf(channel, k)] *= scales[channel];
            }
        }

        for (var channel = 0; channel < second.Layer.Channels; channel++)
        {
            for (var k = 0; k < second.Layer.FilterLength; k++)
            {
                second.Weights[second.Layer.IndexOf(channel, k)] /= scales[LayerPair.InputChannel(second.Layer, channel, k)];
            }
        }

        first.Save();
        second.Save();
    }
}
