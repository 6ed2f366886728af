using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Names what makes a layer hard to quantize, from its weights and from what calibration saw.</summary>
internal static class LayerCauses
{
    /// <summary>The widest value lies so many times beyond the 99.9 % that an int8 step loses two bits.</summary>
    private const double OutlierRatio = 4;

    /// <summary>Largest over median magnitude, of filters or of output channels.</summary>
    private const double SpreadRatio = 8;

    /// <summary>So much less signal to noise in the scores than in the layer's output.</summary>
    private const double AmplificationDb = 12;

    private const double LargestBias = 1 << 30;

    /// <param name="node">The float node.</param>
    /// <param name="quantized">The model.</param>
    /// <param name="calibration">What its tensors held.</param>
    /// <param name="sqnrDb">Signal to noise of the node's output.</param>
    /// <param name="aloneSqnrDb">Of the scores when only this layer is quantized.</param>
    public static IReadOnlyList<LayerCause> Of(Node node, QuantizedGraph quantized, Calibration calibration, double sqnrDb, double aloneSqnrDb)
    {
        var causes = new List<LayerCause>();
        if (sqnrDb - aloneSqnrDb > AmplificationDb)
        {
            causes.Add(new LayerCause(CauseKind.Amplification,
                $"its output keeps {sqnrDb:F0} dB, the scores {aloneSqnrDb:F0} dB: later layers enlarge its rounding, as they look at small differences of large values"));
        }

        if (WeightedLayer.TryOf(node) is { } layer && quantized.Weights.TryGetValue(node, out var weights))
        {
            AddWeightCauses(causes, layer, quantized, weights);
        }

        if (calibration.Of(node.Outputs[0]) is { } statistics)
        {
            AddActivationCauses(causes, node, statistics, quantized.Plan);
        }

        return causes;
    }

    private static void AddWeightCauses(List<LayerCause> causes, WeightedLayer layer, QuantizedGraph quantized, QuantizedWeights weights)
    {
        var magnitudes = Enumerable.Range(0, layer.Channels).Select(c => layer.Filter(c).Max(Math.Abs)).ToArray();
        var (largest, median) = (magnitudes.Max(), Median(magnitudes));
        if (largest > SpreadRatio * median)
        {
            causes.Add(new LayerCause(CauseKind.WeightChannelSpread, $"largest filter {largest:G3}, median {median:G3}: {largest / Math.Max(median, 1e-30):F0} times"));
        }

        var bias = quantized.Plan.BiasOf(layer);
        var grown = Enumerable.Range(0, layer.Channels).Count(c => weights.Scales[c] > magnitudes[c] / 127 * 1.001f
            && Math.Abs(bias[c]) / weights.Scales[c] / LargestBias > 0
            && magnitudes[c] > 0 && Math.Abs(bias[c]) > magnitudes[c] * 1e6);
        if (grown > 0)
        {
            causes.Add(new LayerCause(CauseKind.BiasOverflow, $"{grown} channel(s) whose bias does not fit in 32 bits at the weights' own scale"));
        }
    }

    private static void AddActivationCauses(List<LayerCause> causes, Node node, ValueStatistics statistics, QuantizationPlan plan)
    {
        var observed = statistics.Histogram.Observed;
        var usual = PercentileRange.Of(statistics.Histogram, 0.999);
        if (observed.MaxMagnitude > OutlierRatio * usual.MaxMagnitude)
        {
            causes.Add(new LayerCause(CauseKind.RangeOutlier, $"values reach {observed.MaxMagnitude:G3}, 99.9 % stay below {usual.MaxMagnitude:G3}"));
        }

        var used = QuantizationRules.Of(node) == QuantizationRule.Fixed ? observed : plan.RangeOf(node.Outputs[0]);
        var saturated = Outside(statistics.Histogram, used);
        if (saturated > 0.001)
        {
            causes.Add(new LayerCause(CauseKind.Saturation, $"{100 * saturated:F2} % of the values lie outside the range [{used.Min:G3}, {used.Max:G3}]"));
        }

        var channels = statistics.ChannelMin.Zip(statistics.ChannelMax, (min, max) => Math.Max(Math.Abs(min), Math.Abs(max))).ToArray();
        var (largest, median) = (channels.Max(), Median(channels));
        if (channels.Length > 3 && largest > SpreadRatio * median && median > 0)
        {
            causes.Add(new LayerCause(CauseKind.OutputChannelSpread, $"largest channel {largest:G3}, median {median:G3}"));
        }

        if (statistics.DeadChannels > 0)
        {
            causes.Add(new LayerCause(CauseKind.DeadChannels, $"{statistics.DeadChannels} of {channels.Length} channels are always 0"));
        }
    }

    private static double Outside(ValueHistogram histogram, ValueRange range)
    {
        var outside = 0L;
        for (var b = 0; b < histogram.Counts.Length; b++)
        {
            outside += histogram.Center(b) > range.Max + histogram.BinWidth || histogram.Center(b) < range.Min - histogram.BinWidth ? histogram.Counts[b] : 0;
        }

        return (double)outside / Math.Max(1, histogram.Total);
    }

    private static float Median(float[] values) => values.Order().ElementAt(values.Length / 2);
}
