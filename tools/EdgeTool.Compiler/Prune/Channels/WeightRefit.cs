using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>
/// Weights that read what is left, solved anew so that each layer's sums come close to the whole model's on examples: one layer after the
/// other, each on what the layers before it, already solved, now give (He, Zhang and Sun 2017, sections 3.1 and 3.2). No gradient, no labels.
/// </summary>
public static class WeightRefit
{
    /// <summary>Longer filters would need more than 32 MiB of moments.</summary>
    private const int MaxFilterLength = 2047;

    /// <summary>Output positions looked at in one example.</summary>
    private const int MaxPositions = 64;

    /// <summary>Bytes of the whole model's values that are held for all examples.</summary>
    private const long MostHeldBytes = 1L << 30;

    /// <summary>A copy of a pruned graph with weights and biases solved anew.</summary>
    /// <param name="whole">Before pruning.</param>
    /// <param name="pruned">The same nodes, without some of their channels.</param>
    /// <param name="kept">Channels of the whole model's value that are left, by node index and output; null: all.</param>
    /// <param name="samples">Examples.</param>
    /// <param name="progress">Called with layers done and all.</param>
    /// <exception cref="ImportException">A graph cannot be packed.</exception>
    public static Graph Of(Graph whole, Graph pruned, Func<ValueAxis, int[]?> kept, InputSamples samples, Action<int, int>? progress = null)
    {
        var exampleBytes = whole.Nodes.Sum(n => n.Outputs.Sum(o => o.Info.ByteLength));
        samples = samples.Take((int)Math.Clamp(MostHeldBytes / Math.Max(1, exampleBytes), 1, samples.Count));
        var expected = new VersionRunner(samples).Run(whole);
        var (result, runner) = (GraphCopy.Of(pruned), new VersionRunner(samples));
        var layers = Enumerable.Range(0, whole.Nodes.Count).Where(n => IsCovered(whole, n) && Changed(whole.Nodes[n], pruned.Nodes[n])).ToList();
        foreach (var (done, index) in layers.Index())
        {
            var version = GraphCopy.Of(result);
            var found = runner.Run(version, version.Nodes[index].Inputs[0])!;
            runner.Keep(found);
            var channels = kept(ValueAxis.Last(whole.Nodes[index].Outputs[0])) ?? [.. Enumerable.Range(0, whole.Nodes[index].Outputs[0].Shape[-1])];
            Solve(WeightedLayer.TryOf(whole.Nodes[index])!, expected, WeightedLayer.TryOf(version.Nodes[index])!, found, channels, samples, result.Nodes[index]);
            progress?.Invoke(done + 1, layers.Count);
        }

        return result;
    }

    private static bool IsCovered(Graph graph, int index) =>
        WeightedLayer.TryOf(graph.Nodes[index]) is { Groups: 1, FilterLength: <= MaxFilterLength } layer && LayerPatches.Covers(layer)
        && layer.Node.OpCode != OpCode.DepthwiseConv2D && graph.Nodes.Count(n => n.Inputs.Contains(layer.Weights)) == 1;

    /// <summary>Whether what the layer reads has lost channels, itself or on the way.</summary>
    private static bool Changed(Node whole, Node pruned) => whole.Inputs[1]!.Shape.Product(1, whole.Inputs[1]!.Shape.Rank) != pruned.Inputs[1]!.Shape.Product(1, pruned.Inputs[1]!.Shape.Rank);

    private static void Solve(
        WeightedLayer whole, GraphVersion expected, WeightedLayer pruned, GraphVersion found, int[] channels, InputSamples samples, Node target)
    {
        var (length, positions) = (pruned.FilterLength, whole.Node.Outputs[0].Shape.ElementCount / whole.Channels);
        var stride = Math.Max(1, positions / MaxPositions) | 1;
        var system = new LeastSquares(length + 1, channels.Length);
        var (wholeSums, prunedSums) = (new SumsOfFilters(whole), new SumsOfFilters(pruned));
        for (var example = 0; example < samples.Count; example++)
        {
            var sums = new List<double[]>();
            LayerPatches.Visit(whole, Floats(expected, whole, samples, example), stride, (_, patch) => sums.Add(wholeSums.Of(patch, channels)));
            var next = 0;
            LayerPatches.Visit(pruned, Floats(found, pruned, samples, example), stride, (_, patch) =>
            {
                var (x, errors) = (new double[length + 1], sums[next++]);
                for (var k = 0; k < length; k++)
                {
                    x[k] = patch[k];
                }

                x[length] = 1;
                var present = prunedSums.Of(patch, null);
                for (var r = 0; r < errors.Length; r++)
                {
                    errors[r] -= present[r];
                }

                system.Add(x, errors);
            });
        }

        Write(pruned, system.Solve(), target);
    }

    private static void Write(WeightedLayer layer, double[] corrections, Node target)
    {
        var (weights, bias, stride) = (layer.AllWeights.ToArray(), layer.BiasValues(), layer.FilterLength + 1);
        for (var c = 0; c < layer.Channels; c++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                weights[layer.IndexOf(c, k)] += (float)corrections[(c * stride) + k];
            }

            bias[c] += (float)corrections[(c * stride) + layer.FilterLength];
        }

        target.Inputs[1] = Value.Of<float>(layer.Weights.Name, layer.Weights.Shape, weights);
        var added = Value.Of<float>(layer.Bias?.Name ?? $"{target.Name}/bias", layer.Bias?.Shape ?? new Shape(layer.Channels), bias);
        if (target.Inputs.Count > 2)
        {
            target.Inputs[2] = added;
        }
        else
        {
            target.Inputs.Add(added);
        }
    }

    private static ReadOnlySpan<float> Floats(GraphVersion version, WeightedLayer layer, InputSamples samples, int example) =>
        MemoryMarshal.Cast<byte, float>(version.BytesOf(layer.Node.Inputs[0]!, samples, example));

    /// <summary>A layer's sums, before its activation.</summary>
    private sealed class SumsOfFilters(WeightedLayer layer)
    {
        private readonly float[][] _filters = [.. Enumerable.Range(0, layer.Channels).Select(layer.Filter)];
        private readonly float[] _bias = layer.BiasValues();

        /// <param name="patch">What the filters are multiplied with.</param>
        /// <param name="channels">Which; null: all.</param>
        public double[] Of(ReadOnlySpan<float> patch, int[]? channels)
        {
            var sums = new double[channels?.Length ?? _filters.Length];
            for (var r = 0; r < sums.Length; r++)
            {
                var c = channels?[r] ?? r;
                sums[r] = _bias[c] + SecondMoments.Dot(_filters[c], patch);
            }

            return sums;
        }
    }
}
