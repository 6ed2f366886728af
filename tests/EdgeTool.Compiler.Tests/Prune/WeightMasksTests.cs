using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>Which weights leave, against definitions written another way.</summary>
public class WeightMasksTests
{
    [Theory]
    [InlineData(PruningScope.Layer, 0.5)]
    [InlineData(PruningScope.Layer, 0.9)]
    [InlineData(PruningScope.Global, 0.73)]
    [InlineData(PruningScope.Adaptive, 0.95)]
    public void TheAskedShareLeavesAndNothingThatStaysIsSmaller(PruningScope scope, double share)
    {
        var layers = Layers(seed: 3);
        var kept = new WeightMasks(layers, SparsityPattern.Single, scope).Kept(Magnitudes(layers), share);
        foreach (var group in scope == PruningScope.Layer ? kept.Select(k => (bool[][])[k]) : [kept])
        {
            var all = group.Sum(k => k.Length);
            Assert.Equal((int)Math.Round(share * all), group.Sum(k => k.Count(stays => !stays)));
        }

        for (var l = 0; l < layers.Count; l++)
        {
            var (stays, leaves) = (Weights(layers[l], kept[l], true), Weights(layers[l], kept[l], false));
            Assert.True(leaves.DefaultIfEmpty(0).Max() <= stays.Min(), layers[l].Weights.Name);
        }

        if (scope == PruningScope.Global)
        {
            Assert.True(layers.SelectMany((layer, l) => Weights(layer, kept[l], false)).Max() <= layers.SelectMany((layer, l) => Weights(layer, kept[l], true)).Min());
        }
    }

    [Fact]
    public void AdaptiveComparesASquareWithThoseThatAreNoSmaller()
    {
        var layers = Layers(seed: 4);
        var kept = new WeightMasks(layers, SparsityPattern.Single, PruningScope.Adaptive).Kept(Magnitudes(layers), 0.6);
        var scores = layers.SelectMany((layer, l) => layer.AllWeights.ToArray().Select((w, i) =>
            (Score: (double)w * w / layer.AllWeights.ToArray().Where(v => Math.Abs(v) >= Math.Abs(w)).Sum(v => (double)v * v), Stays: kept[l][i]))).ToList();
        Assert.True(scores.Where(s => !s.Stays).Max(s => s.Score) <= scores.Where(s => s.Stays).Min(s => s.Score) * (1 + 1e-12));
        Assert.All(kept, k => Assert.Contains(true, k));
    }

    [Theory]
    [InlineData("2:4")]
    [InlineData("1:4")]
    [InlineData("3:8")]
    [InlineData("2:4x4")]
    [InlineData("1:4x64")]
    public void OfEveryGroupTheLargestStay(string text)
    {
        var pattern = SparsityPattern.KeptOf(text)!.Value;
        var layers = Layers(seed: 5);
        var kept = new WeightMasks(layers, pattern, PruningScope.Layer).Kept(Magnitudes(layers), 1);
        foreach (var (l, layer) in layers.Index())
        {
            foreach (var filters in Enumerable.Range(0, layer.Channels).Chunk(pattern.BlockChannels))
            {
                foreach (var group in Enumerable.Range(0, layer.FilterLength).Chunk(pattern.Of))
                {
                    float Sum(int k) => filters.Sum(channel => Math.Abs(layer.AllWeights[layer.IndexOf(channel, k)]));
                    var stay = group.Where(k => kept[l][layer.IndexOf(filters[0], k)]).ToArray();
                    Assert.Equal(group.Select(Sum).OrderDescending().Take(pattern.Kept).Order(), stay.Select(Sum).Order());
                    Assert.All(filters, channel => Assert.Equal(stay, group.Where(k => kept[l][layer.IndexOf(channel, k)])));
                }
            }
        }
    }

    [Theory]
    [InlineData("1x4", 1, 4)]
    [InlineData("4x1", 4, 1)]
    public void BlocksLeaveAsOne(string text, int channels, int depth)
    {
        var layers = Layers(seed: 6);
        var kept = new WeightMasks(layers, SparsityPattern.Block(text)!.Value, PruningScope.Global).Kept(Magnitudes(layers), 0.7);
        foreach (var (l, layer) in layers.Index())
        {
            for (var channel = 0; channel < layer.Channels; channel++)
            {
                for (var k = 0; k < layer.FilterLength; k++)
                {
                    Assert.Equal(kept[l][layer.IndexOf(channel / channels * channels, k / depth * depth)], kept[l][layer.IndexOf(channel, k)]);
                }
            }
        }

        Assert.InRange((double)kept.Sum(k => k.Count(stays => !stays)) / kept.Sum(k => k.Length), 0.6, 0.7);
    }

    [Theory]
    [InlineData("4:4")]
    [InlineData("0:4")]
    [InlineData("2:x")]
    [InlineData("2:4x0")]
    [InlineData("2:4x")]
    [InlineData("2:4x65")]
    [InlineData("2")]
    public void WhatIsNoRatioIsNone(string text) => Assert.Null(SparsityPattern.KeptOf(text));

    [Fact]
    public void ClustersAreMeansOfTheirNearestWeightsAndZerosStay()
    {
        var random = new Random(7);
        var weights = Enumerable.Range(0, 5000).Select(i => i % 3 == 0 ? (float)(random.NextDouble() - random.NextDouble()) : 0).ToArray();
        var (assignment, centroids) = WeightClustering.Of(weights, 16);
        Assert.Equal(16, centroids.Length);
        Assert.All(weights.Zip(assignment), p => Assert.Equal(p.First == 0, p.Second < 0));
        for (var c = 0; c < centroids.Length; c++)
        {
            var members = weights.Where((_, i) => assignment[i] == c).ToArray();
            Assert.Equal(members.Average(), centroids[c], 1e-4f);
            Assert.All(members, w => Assert.Equal(centroids.Min(other => Math.Abs(other - w)), Math.Abs(centroids[c] - w), 1e-6f));
        }
    }

    /// <summary>16 values and zeros survive quantization, so that the packed file holds them as a codebook.</summary>
    [Fact]
    public void ClusteredWeightsStayClusteredAsIntegers()
    {
        var (graph, samples) = (WideNet(), 8);
        var layers = WeightMasks.LayersOf(graph);
        var kept = new WeightMasks(layers, SparsityPattern.Single, PruningScope.Layer).Kept(Magnitudes(layers), 0.9);
        var pruned = WeightPruner.Clustered(WeightPruner.Without(graph, layers, kept), 16);
        var plan = Quantizer.Plan(pruned, Quantization.FloatNets.Inputs(graph, samples, seed: 2), new QuantizerOptions { AdaRound = true, BiasCorrect = true });
        var quantized = GraphQuantizer.Quantize(plan).Graph;
        var stored = quantized.Values().Single(v => v is { IsConstant: true, Type: ElementType.Int8 });
        var weights = stored.ConstantAs<sbyte>().ToArray();
        Assert.Single(stored.Scales);
        Assert.InRange(weights.Distinct().Count(), 8, 17);
        var floats = pruned.Nodes[0].Inputs[1]!.ConstantAs<float>().ToArray();
        Assert.All(floats.Zip(weights), p => Assert.Equal(p.First == 0, p.Second == 0));
        using var model = ModelFile.FromBytes(ModelCompiler.Compile(quantized).Bytes);
        Assert.Contains(model.Tensors.ToArray(), t => t.Storage == ConstantStorage.Coded && t.StoredBytes * 5 < t.ByteLength);
    }

    private static IReadOnlyList<float[]> Magnitudes(IReadOnlyList<WeightedLayer> layers) => [.. layers.Select(WeightMasks.Magnitude)];

    private static List<float> Weights(WeightedLayer layer, bool[] kept, bool stays) =>
        [.. layer.AllWeights.ToArray().Where((_, i) => kept[i] == stays).Select(Math.Abs)];

    private static IReadOnlyList<WeightedLayer> Layers(int seed) => WeightMasks.LayersOf(Quantization.FloatNets.Small(seed));

    private static Graph WideNet()
    {
        var random = new Random(8);
        var (x, y) = (Quantization.FloatNets.Value("x", 1, 64), Quantization.FloatNets.Value("y", 1, 40));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        var weights = Enumerable.Range(0, 40 * 64).Select(_ => (float)(random.NextDouble() - random.NextDouble())).ToArray();
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [x, Value.Of<float>("w", new Shape(40, 64), weights)], [y]));
        return graph;
    }
}
