namespace EdgeTool.Compiler.Pruning;

/// <summary>Finds how many channels must leave, all groups compared, until a graph costs no more than it may.</summary>
/// <param name="pruner">The graph.</param>
/// <param name="cost">Of a pruned graph; falls, or stays, as channels leave.</param>
/// <param name="limit">What it may cost.</param>
/// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
/// <param name="layerLimit">Most that a group loses, as a share of its channels.</param>
public sealed class ChannelBudget(ChannelPruner pruner, Func<Graph, double> cost, double limit, int multiple, double layerLimit)
{
    /// <summary>The choice that removes fewest channels of those that fit, with what it leaves over given back; the smallest there is when none fits.</summary>
    public (int[] Kept, bool Fits) Fit()
    {
        var (low, high) = (0, pruner.Groups.Sum(group => group.Channels.Count));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Cost(Kept(middle)) <= limit)
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        var kept = Kept(low);
        return Cost(kept) is var spent && spent <= limit ? (GivenBack(kept, spent), true) : (kept, false);
    }

    private int[] Kept(int leaving) => pruner.KeptGlobally(leaving, multiple, layerLimit);

    private double Cost(IReadOnlyList<int> kept) => cost(pruner.With(kept));

    /// <summary>
    /// Many channels leave at once where groups keep multiples, and some of the limit stays unused: groups get channels back, those first that
    /// matter most for what they cost, as long as all fits.
    /// </summary>
    private int[] GivenBack(int[] kept, double spent)
    {
        var offers = Enumerable.Range(0, kept.Length).Select(g => OfferOf(g, kept, spent)).OfType<Offer>().ToList();
        while (offers.Count > 0)
        {
            var best = offers.MaxBy(o => o.Worth)!;
            offers.Remove(best);
            var more = Resized(kept, best.Group, best.Kept);
            if (Cost(more) is var total && total <= limit)
            {
                (kept, spent) = (more, total);
                offers.AddRange(OfferOf(best.Group, kept, spent) is { } next ? [next] : []);
            }
        }

        return kept;
    }

    /// <summary>The next larger size of a group; null where it is whole.</summary>
    private Offer? OfferOf(int group, IReadOnlyList<int> kept, double spent)
    {
        if (pruner.Larger(group, kept[group], multiple) is not { } larger)
        {
            return null;
        }

        var price = Cost(Resized(kept, group, larger)) - spent;
        return new Offer(group, larger, pruner.RelativeImportance(group, kept[group], larger) / Math.Max(price, double.Epsilon));
    }

    private static int[] Resized(IReadOnlyList<int> kept, int group, int size) => [.. kept.Select((k, g) => g == group ? size : k)];

    private sealed record Offer(int Group, int Kept, double Worth);
}
