using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Chooses for every weight the step to round it to so that the layer's output, not the weight itself, changes least
/// (M. Nagel et al., "Up or Down? Adaptive Rounding for Post-Training Quantization", 2020). The expected squared error of an output channel
/// is d' G d, d the errors of its weights and G = E[x x'] the second moment of its patches, so examples are read once.
/// </summary>
public static class AdaRound
{
    /// <summary>Filters longer than this would need more than 64 MiB of second moments.</summary>
    private const int MaxFilterLength = 4096;

    private const int MaxSamples = 128;

    /// <summary>How far beyond its two neighbouring steps a weight may go to make good the errors of others.</summary>
    private const int MostSteps = 1;

    /// <summary>Output positions looked at in one example.</summary>
    private const int MaxPositions = 256;

    /// <summary>Writes the rounding of all layers into a plan.</summary>
    public static void Apply(QuantizationPlan plan, InputSamples samples, Action<int, int>? progress = null)
    {
        var layers = BiasCorrection.Layers(plan).Where(l => l.FilterLength <= MaxFilterLength && !plan.Roundings.ContainsKey(l.Node)).ToList();
        var quantized = GraphQuantizer.Quantize(plan);
        var moments = Moments(plan.Source, samples.Take(MaxSamples), layers);
        for (var i = 0; i < layers.Count; i++)
        {
            if (quantized.Weights.TryGetValue(layers[i].Node, out var weights))
            {
                plan.Roundings[layers[i].Node] = Round(layers[i], weights.Steps, moments[layers[i].Node]);
            }

            progress?.Invoke(i + 1, layers.Count);
        }
    }

    private static sbyte[] Round(WeightedLayer layer, WeightSteps grid, SecondMoments[] moments)
    {
        var added = new sbyte[layer.AllWeights.Length];
        Parallel.For(0, layer.Channels, channel =>
        {
            var (fractions, multipliers) = (new float[layer.FilterLength], new float[layer.FilterLength]);
            var (least, most) = (new sbyte[layer.FilterLength], new sbyte[layer.FilterLength]);
            for (var k = 0; k < fractions.Length; k++)
            {
                var index = layer.IndexOf(channel, k);
                var steps = Math.Clamp(layer.AllWeights[index] / grid.StepOf(channel, index), -grid.Limit, grid.Limit);
                var floor = (int)MathF.Floor(steps);
                (fractions[k], multipliers[k]) = (steps - floor, grid.MultiplierOf(index));
                (least[k], most[k]) = ((sbyte)Math.Max(-MostSteps, -grid.Limit - floor), (sbyte)Math.Min(1 + MostSteps, grid.Limit - floor));
            }

            // An error of one step weighs as much as its step is long.
            var second = moments[layer.GroupOf(channel)];
            var rounded = RoundingSearch.Solve(fractions, least, most, grid.Multipliers is null ? second : second.Scaled(multipliers));
            for (var k = 0; k < rounded.Length; k++)
            {
                added[layer.IndexOf(channel, k)] = rounded[k];
            }
        });
        return added;
    }

    private static Dictionary<Node, SecondMoments[]> Moments(Graph graph, InputSamples samples, List<WeightedLayer> layers)
    {
        var moments = new Dictionary<Node, SecondMoments[]>(ReferenceEqualityComparer.Instance);
        foreach (var layer in layers)
        {
            moments[layer.Node] = [.. Enumerable.Range(0, layer.Groups).Select(_ => new SecondMoments(layer.FilterLength))];
        }

        VersionRunner.Visit(graph, samples, (version, first, end) => Parallel.ForEach(layers, layer =>
        {
            var positions = layer.Node.Outputs[0].Shape.ElementCount / layer.Channels;
            for (var i = first; i < end; i++)
            {
                LayerPatches.Visit(layer, MemoryMarshal.Cast<byte, float>(version.BytesOf(layer.Node.Inputs[0]!, samples, i)),
                    Math.Max(1, positions / MaxPositions) | 1, (group, patch) => moments[layer.Node][group].Add(patch));
            }
        }));
        return moments;
    }
}
