using System.Runtime.InteropServices;
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
    /// <summary>Output positions looked at in one example.</summary>
    private const int MaxPositions = 256;

    /// <summary>Writes the shifts of all layers into a plan.</summary>
    /// <param name="plan">The plan to correct.</param>
    /// <param name="samples">Calibration examples.</param>
    /// <param name="empirical">Measure each layer's quantized input instead of assuming the float one.</param>
    /// <param name="progress">Called with layers done and all.</param>
    public static void Apply(QuantizationPlan plan, InputSamples samples, bool empirical, Action<int, int>? progress = null)
    {
        var layers = Layers(plan);
        var floatMeans = Means(plan.Source, samples, layers.Select(l => l.Node.Inputs[0]!).Distinct(Comparer).ToDictionary(v => v, v => v, Comparer), layers);
        for (var i = 0; i < layers.Count; i++)
        {
            var layer = layers[i];
            plan.BiasShifts.Remove(layer.Node);
            var quantized = GraphQuantizer.Quantize(plan);
            if (quantized.Weights.TryGetValue(layer.Node, out var weights))
            {
                var expected = floatMeans[layer.Node];
                var found = empirical ? QuantizedMeans(quantized, layer, samples) ?? expected : expected;
                plan.BiasShifts[layer.Node] = Shift(layer, weights, expected, found);
            }

            progress?.Invoke(i + 1, layers.Count);
        }
    }

    internal static List<WeightedLayer> Layers(QuantizationPlan plan) =>
        [.. plan.Source.Nodes.Where(n => plan.TypeOf(n) != ElementType.Float32).Select(WeightedLayer.TryOf).OfType<WeightedLayer>().Where(LayerPatches.Covers)];

    internal static int PositionStride(WeightedLayer layer) =>
        Math.Max(1, layer.Node.Outputs[0].Shape.ElementCount / layer.Channels / MaxPositions) | 1;

    private static IEqualityComparer<Value> Comparer => ReferenceEqualityComparer.Instance;

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

    private static PatchMeans? QuantizedMeans(QuantizedGraph quantized, WeightedLayer layer, InputSamples samples)
    {
        var reader = quantized.Graph.Nodes.FirstOrDefault(n => n.Outputs.Any(o => quantized.Forms[layer.Node.Outputs[0]].Contains(o)));
        if (reader is not { OpCode: OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected, Inputs: [{ } input, ..] })
        {
            return null;
        }

        var key = layer.Node.Inputs[0]!;
        return Means(quantized.Graph, samples, new Dictionary<Value, Value>(Comparer) { [key] = input }, [layer])[layer.Node];
    }

    /// <param name="graph">Graph to run.</param>
    /// <param name="samples">Examples.</param>
    /// <param name="observed">For each layer's float input, the value of this graph that stands for it.</param>
    /// <param name="layers">Layers whose inputs are averaged.</param>
    private static Dictionary<Node, PatchMeans> Means(Graph graph, InputSamples samples, Dictionary<Value, Value> observed, List<WeightedLayer> layers)
    {
        var means = new Dictionary<Node, PatchMeans>(ReferenceEqualityComparer.Instance);
        foreach (var layer in layers)
        {
            means[layer.Node] = new PatchMeans(layer);
        }

        using var runner = new GraphRunner(graph);
        for (var i = 0; i < samples.Count; i++)
        {
            var index = i;
            foreach (var layer in layers.Where(l => observed[l.Node.Inputs[0]!] == graph.Inputs[0]))
            {
                means[layer.Node].Add(MemoryMarshal.Cast<byte, float>(samples.Bytes(index)), PositionStride(layer));
            }

            runner.Run(samples, i, (_, output, bytes) =>
            {
                float[]? reals = null;
                foreach (var layer in layers)
                {
                    if (ReferenceEquals(observed[layer.Node.Inputs[0]!], output))
                    {
                        if (reals is null)
                        {
                            reals = new float[output.Shape.ElementCount];
                            ValueFormat.Dequantize(output, bytes, reals);
                        }

                        means[layer.Node].Add(reals, PositionStride(layer));
                    }
                }
            }, layers is [var only] ? observed[only.Node.Inputs[0]!] : null);
        }

        return means;
    }
}
