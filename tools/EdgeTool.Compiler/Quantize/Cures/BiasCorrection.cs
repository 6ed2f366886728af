using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Removes the mean error that rounding leaves in every output channel. Analytic: the error of the weights times the mean float
/// input, sum_k (Wq - W) E[x]. Empirical: also the error that earlier layers left in the input, sum_k Wq E[xq] - W E[x], layer
/// after layer with the integer interpreter (M. Nagel et al., "Data-Free Quantization through Weight Equalization and Bias Correction", 2019,
/// section 4.2; R. Krishnamoorthi, "Quantizing deep convolutional networks for efficient inference", 2018).
/// </summary>
public static class BiasCorrection
{
    /// <summary>Writes the shifts of all layers into a plan.</summary>
    /// <param name="plan">The plan to correct.</param>
    /// <param name="samples">The calibration examples that the plan was made with.</param>
    /// <param name="empirical">Measure each layer's quantized input instead of assuming the float one.</param>
    /// <param name="progress">Called with layers done and all.</param>
    public static void Apply(QuantizationPlan plan, InputSamples samples, bool empirical, Action<int, int>? progress = null)
    {
        var (layers, seen) = (Layers(plan), samples.Take(plan.Calibration.PatchSamples));
        var runner = new VersionRunner(seen);
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            plan.BiasShifts.Remove(layer.Node);
            var quantized = GraphQuantizer.Quantize(plan);
            if (quantized.Weights.TryGetValue(layer.Node, out var weights))
            {
                var expected = plan.Calibration.Patches[layer.Node];
                var found = empirical ? QuantizedMeans(quantized, layer, runner, seen) ?? expected : expected;
                plan.BiasShifts[layer.Node] = Shift(layer, weights, expected, found);
            }

            progress?.Invoke(i + 1, layers.Count);
        }
    }

    internal static List<WeightedLayer> Layers(QuantizationPlan plan) =>
        [.. plan.Source.Nodes.Where(n => plan.TypeOf(n) != ElementType.Float32).Select(WeightedLayer.TryOf).OfType<WeightedLayer>().Where(LayerPatches.Covers)];

    private static float[] Shift(WeightedLayer layer, QuantizedWeights weights, PatchMeans expected, PatchMeans found)
    {
        var shift = new float[layer.Channels];
        for (var c = 0; c < shift.Length; c++)
        {
            var error = 0.0;
            for (var k = 0; k < layer.FilterLength; k++)
            {
                error += (weights.Real(layer, c, k) * found.Of(c, k)) - ((double)layer.AllWeights[layer.IndexOf(c, k)] * expected.Of(c, k));
            }

            shift[c] = (float)-error;
        }

        return shift;
    }

    private static PatchMeans? QuantizedMeans(QuantizedGraph quantized, WeightedLayer layer, VersionRunner runner, InputSamples samples)
    {
        var reader = quantized.Graph.Nodes.FirstOrDefault(n => n.Outputs.Any(o => quantized.Forms[layer.Node.Outputs[0]].Contains(o)));
        if (reader is not { OpCode: OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected, Inputs: [{ } input, ..] })
        {
            return null;
        }

        var (means, reals) = (new PatchMeans(layer), new float[input.Shape.ElementCount]);
        var version = runner.Run(quantized.Graph, until: input);
        for (var i = 0; i < samples.Count; i++)
        {
            ValueFormat.Dequantize(input, version.BytesOf(input, samples, i), reals);
            means.Add(reals);
        }

        runner.Keep(version);
        return means;
    }
}
