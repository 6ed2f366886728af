using System.Numerics;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>One group before and after.</summary>
/// <param name="Name">Its layers.</param>
/// <param name="Before">Channels.</param>
/// <param name="After">Channels.</param>
public sealed record PrunedGroup(string Name, int Before, int After);

/// <summary>Leaves the least important channels out of copies of a graph.</summary>
public sealed class ChannelPruner
{
    private readonly Graph _graph;
    private readonly double[][] _relative;
    private readonly int[][] _order;

    /// <param name="graph">A float graph; it stays as it is.</param>
    /// <param name="importance">Of this graph's channels.</param>
    public ChannelPruner(Graph graph, IChannelImportance importance)
    {
        (_graph, Importance, Groups) = (graph, importance, ChannelGroups.Of(graph));
        double[][] all = [.. Groups.Select(group => group.Channels.Select(importance.Of).ToArray())];
        _relative = [.. all.Select(costs => Relative(costs))];
        _order = [.. all.Select(costs => Enumerable.Range(0, costs.Length).OrderBy(c => costs[c]).ThenByDescending(c => c).ToArray())];
    }

    public IReadOnlyList<ChannelGroup> Groups { get; }

    public IChannelImportance Importance { get; }

    /// <summary>Channels of every group that stay when each loses the same share of them: at least one.</summary>
    /// <param name="share">0 to below 1.</param>
    /// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
    public int[] KeptAtShare(double share, int multiple) => Kept([.. Groups.Select(group => (int)Math.Round(group.Channels.Count * (1 - share)))], multiple);

    /// <summary>Channels of every group that stay, at least one, where so many are wanted.</summary>
    /// <param name="wanted">For every group.</param>
    /// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
    public int[] Kept(IReadOnlyList<int> wanted, int multiple) => [.. Groups.Select((group, g) => Rounded(group, wanted[g], multiple))];

    /// <summary>
    /// Channels of every group that stay when <paramref name="count"/> leave in all: those that matter least against the mean of their group.
    /// </summary>
    /// <param name="count">Channels that leave, before rounding.</param>
    /// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
    /// <param name="layerLimit">Most that a group loses, as a share of its channels.</param>
    public int[] KeptGlobally(int count, int multiple, double layerLimit)
    {
        int[] kept = [.. Groups.Select(group => group.Channels.Count)];
        int[] least = [.. Groups.Select(group => Math.Max(1, (int)Math.Ceiling(group.Channels.Count * (1 - layerLimit))))];
        foreach (var group in ByRelativeCost())
        {
            if (count > 0 && kept[group] > least[group])
            {
                kept[group]--;
                count--;
            }
        }

        return [.. kept.Select((k, g) => Rounded(Groups[g], k, multiple))];
    }

    /// <summary>The next larger size that a group may have; null where it is whole.</summary>
    /// <param name="group">Its number.</param>
    /// <param name="kept">Channels that it has.</param>
    /// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
    public int? Larger(int group, int kept, int multiple)
    {
        var (count, step) = (Groups[group].Channels.Count, Step(Groups[group], multiple));
        return kept >= count ? null : Math.Min(count, kept + 1 < step ? kept + 1 : ((kept / step) + 1) * step);
    }

    /// <summary>What the channels between two sizes of a group matter, all together, against the mean of the group.</summary>
    /// <param name="group">Its number.</param>
    /// <param name="kept">Channels of the smaller size.</param>
    /// <param name="larger">Channels of the larger one.</param>
    public double RelativeImportance(int group, int kept, int larger) => _order[group][^larger..^kept].Sum(c => _relative[group][c]);

    /// <summary>A copy of the graph in which each group keeps its most important channels.</summary>
    /// <param name="kept">How many, for every group.</param>
    public Graph With(IReadOnlyList<int> kept)
    {
        var copy = GraphCopy.Of(_graph);
        var groups = ChannelGroups.Of(copy);
        ChannelRemoval.Apply(copy, groups.SelectMany((group, g) => _order[g].Take(group.Channels.Count - kept[g]).Select(c => group.Channels[c])));
        return copy;
    }

    /// <summary>The same, with the weights that read what is left solved anew on examples.</summary>
    /// <param name="kept">How many, for every group.</param>
    /// <param name="samples">Examples.</param>
    /// <param name="progress">Called with layers done and all.</param>
    public Graph Refitted(IReadOnlyList<int> kept, InputSamples samples, Action<int, int>? progress = null)
    {
        var removed = Removed(kept).ToLookup(lane => lane.Axis, lane => lane.Index);
        return WeightRefit.Of(
            _graph, With(kept), axis => removed.Contains(axis) ? [.. Enumerable.Range(0, axis.Size).Except(removed[axis])] : null, samples, progress);
    }

    /// <summary>Lanes of the graph that leave with a choice.</summary>
    /// <param name="kept">How many channels stay, for every group.</param>
    public IEnumerable<Lane> Removed(IReadOnlyList<int> kept) =>
        Groups.SelectMany((group, g) => _order[g].Take(group.Channels.Count - kept[g]).SelectMany(c => group.Channels[c].Lanes));

    /// <summary>What a choice comes to, group by group.</summary>
    public IReadOnlyList<PrunedGroup> Describe(IReadOnlyList<int> kept) =>
        [.. Groups.Select((group, g) => new PrunedGroup(group.Name, group.Channels.Count, kept[g]))];

    /// <summary>The nearest size that is a multiple; sizes below one are free.</summary>
    private static int Rounded(ChannelGroup group, int kept, int multiple)
    {
        var count = group.Channels.Count;
        var step = Step(group, multiple);
        var keep = Math.Clamp(kept, 1, count);
        return keep < step || keep == count ? keep : Math.Min(count, (keep + (step / 2)) / step * step);
    }

    /// <summary>Against their mean.</summary>
    private static double[] Relative(double[] costs)
    {
        var mean = Math.Max(double.Epsilon, costs.Average());
        return Array.ConvertAll(costs, cost => cost / mean);
    }

    private static int Step(ChannelGroup group, int multiple) => multiple / (int)BigInteger.GreatestCommonDivisor(multiple, group.Lanes);

    /// <summary>The group of each channel, in the order in which they leave.</summary>
    private IEnumerable<int> ByRelativeCost() => Groups
        .SelectMany((_, g) => _order[g].Select(c => (Group: g, Cost: _relative[g][c])))
        .OrderBy(c => c.Cost).Select(c => c.Group);
}
