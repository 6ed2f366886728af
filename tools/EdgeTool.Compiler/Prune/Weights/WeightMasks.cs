using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>Decides which weights of a graph stay, by a number of importance for each.</summary>
public sealed class WeightMasks
{
    private readonly SparsityPattern _pattern;
    private readonly PruningScope _scope;
    private readonly int[][] _units; // [layer][weight]: number of the unit it leaves with
    private readonly int[][] _sizes; // [layer][unit]: weights of it

    /// <param name="layers">What is pruned, as <see cref="LayersOf"/> finds it.</param>
    /// <param name="pattern">Which weights leave together.</param>
    /// <param name="scope">Between which of them importance is compared; N:M compares within its groups alone.</param>
    public WeightMasks(IReadOnlyList<WeightedLayer> layers, SparsityPattern pattern, PruningScope scope)
    {
        (Layers, _pattern, _scope) = (layers, pattern, scope);
        _units = [.. layers.Select(UnitsOf)];
        _sizes = [.. _units.Select(units => units.CountBy(u => u).OrderBy(u => u.Key).Select(u => u.Value).ToArray())];
    }

    public IReadOnlyList<WeightedLayer> Layers { get; }

    /// <summary>Layers with constant float weights, each constant once; not depthwise convolutions, which have few weights and need them.</summary>
    public static IReadOnlyList<WeightedLayer> LayersOf(Graph graph) =>
        [.. graph.Nodes.Where(n => n.OpCode != EdgeRuntime.Model.OpCode.DepthwiseConv2D).Select(WeightedLayer.TryOf).OfType<WeightedLayer>()
            .DistinctBy(layer => layer.Weights, ReferenceEqualityComparer.Instance)];

    /// <summary>The size of each weight.</summary>
    public static float[] Magnitude(WeightedLayer layer) => Array.ConvertAll(layer.AllWeights.ToArray(), Math.Abs);

    /// <summary>Which weights stay.</summary>
    /// <param name="importance">Of every weight of each layer, 0 or more.</param>
    /// <param name="share">Of all weights that leaves, 0 to below 1. Of N:M, the share of the way there: 1 or more is all of it.</param>
    /// <returns>For each layer and weight in stored order, true where it stays.</returns>
    public bool[][] Kept(IReadOnlyList<float[]> importance, double share) => _pattern.Kept > 0
        ? [.. Layers.Select((layer, l) => KeptOfGroups(layer, importance[l], share))]
        : KeptUnits(importance, share);

    private bool[][] KeptUnits(IReadOnlyList<float[]> importance, double share)
    {
        var scores = Layers.Select((_, l) => Scores(l, importance[l])).ToArray();
        var stays = scores.Select(s => Enumerable.Repeat(true, s.Length).ToArray()).ToArray();
        foreach (var group in Layers.Index().GroupBy(l => _scope == PruningScope.Layer ? l.Index : 0, l => l.Index))
        {
            // Equal scores leave in the order in which they are stored: the same choice on every machine.
            var ordered = group.SelectMany(l => scores[l].Select((score, unit) => (Score: score, Layer: l, Unit: unit)))
                .OrderBy(u => u.Score).ThenBy(u => u.Layer).ThenBy(u => u.Unit);
            var left = share * group.Sum(l => (double)_units[l].Length);
            foreach (var (_, layer, unit) in ordered)
            {
                left -= _sizes[layer][unit];
                if (left < -0.5)
                {
                    break;
                }

                stays[layer][unit] = false;
            }
        }

        return [.. _units.Select((units, l) => Array.ConvertAll(units, u => stays[l][u]))];
    }

    /// <summary>Mean importance of each unit, as the scope compares it.</summary>
    private double[] Scores(int layer, float[] importance)
    {
        var scores = new double[_sizes[layer].Length];
        for (var i = 0; i < importance.Length; i++)
        {
            scores[_units[layer][i]] += importance[i] / _sizes[layer][_units[layer][i]];
        }

        if (_scope != PruningScope.Adaptive)
        {
            return scores;
        }

        var (order, noSmaller) = (Enumerable.Range(0, scores.Length).OrderByDescending(u => scores[u]).ToArray(), 0.0);
        foreach (var unit in order)
        {
            var square = scores[unit] * scores[unit];
            noSmaller += square;
            scores[unit] = noSmaller > 0 ? square / noSmaller : 0;
        }

        return scores;
    }

    private bool[] KeptOfGroups(WeightedLayer layer, float[] importance, double share)
    {
        var stays = Enumerable.Repeat(true, importance.Length).ToArray();
        var leaving = (int)Math.Round((_pattern.Of - _pattern.Kept) * Math.Clamp(share, 0, 1));
        for (var first = 0; first < layer.Channels; first += _pattern.BlockChannels)
        {
            var block = Enumerable.Range(first, Math.Min(_pattern.BlockChannels, layer.Channels - first));
            for (var start = 0; start < layer.FilterLength; start += _pattern.Of)
            {
                var length = Math.Min(_pattern.Of, layer.FilterLength - start);
                var weakest = Enumerable.Range(start, length).OrderBy(k => block.Sum(channel => importance[layer.IndexOf(channel, k)]));
                foreach (var k in weakest.Take(Math.Max(0, length - (_pattern.Of - leaving))))
                {
                    foreach (var channel in block)
                    {
                        stays[layer.IndexOf(channel, k)] = false;
                    }
                }
            }
        }

        return stays;
    }

    private int[] UnitsOf(WeightedLayer layer)
    {
        var units = new int[layer.AllWeights.Length];
        var acrossDepth = (layer.FilterLength + _pattern.BlockDepth - 1) / _pattern.BlockDepth;
        for (var channel = 0; channel < layer.Channels; channel++)
        {
            for (var k = 0; k < layer.FilterLength; k++)
            {
                units[layer.IndexOf(channel, k)] = (channel / _pattern.BlockChannels * acrossDepth) + (k / _pattern.BlockDepth);
            }
        }

        return units;
    }
}
