using System.Runtime.InteropServices;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Makes copies of a graph with weights left out, and with few different values in what stays.</summary>
public static class WeightPruner
{
    /// <summary>A copy with zeros for the weights that do not stay.</summary>
    /// <param name="graph">Whose layers the masks are of; it stays as it is.</param>
    /// <param name="layers">Some of its layers.</param>
    /// <param name="kept">For each of them and every weight, whether it stays.</param>
    public static Graph Without(Graph graph, IReadOnlyList<WeightedLayer> layers, IReadOnlyList<bool[]> kept) => WithWeights(
        graph, layers.Select((layer, l) => (layer, layer.AllWeights.ToArray().Select((w, i) => kept[l][i] ? w : 0).ToArray())));

    /// <summary>A copy in which the weights of each layer that are not zero have at most so many values.</summary>
    public static Graph Clustered(Graph graph, int clusters) => WithWeights(graph, WeightMasks.LayersOf(graph).Select(layer =>
    {
        var (assignment, centroids) = WeightClustering.Of(layer.AllWeights, clusters);
        return (layer, Array.ConvertAll(assignment, a => a < 0 ? 0 : centroids[a]));
    }));

    /// <summary>Weights of every layer that are not zero, before and after.</summary>
    public static IReadOnlyList<PrunedGroup> Describe(Graph before, Graph after) =>
        [.. WeightMasks.LayersOf(before).Zip(WeightMasks.LayersOf(after), (b, a) => new PrunedGroup(b.Weights.Name, b.AllWeights.Length, Count(a)))];

    private static int Count(WeightedLayer layer) => layer.AllWeights.Length - layer.AllWeights.Count(0f);

    private static Graph WithWeights(Graph graph, IEnumerable<(WeightedLayer Layer, float[] Weights)> layers)
    {
        var copy = GraphCopy.Of(graph);
        var values = graph.Values().Zip(copy.Values()).ToDictionary(v => v.First, v => v.Second, (IEqualityComparer<Value>)ReferenceEqualityComparer.Instance);
        foreach (var (layer, weights) in layers)
        {
            values[layer.Weights].Constant = MemoryMarshal.AsBytes(weights.AsSpan()).ToArray();
        }

        return copy;
    }
}
