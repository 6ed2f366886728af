namespace EdgeTool.Compiler.Pruning;

/// <summary>Finds how many channels must leave, all groups compared, until a graph costs no more than it may.</summary>
public static class ChannelBudget
{
    /// <summary>The choice that removes fewest channels of those that fit; the smallest there is when none fits.</summary>
    /// <param name="pruner">The graph.</param>
    /// <param name="cost">Of a pruned graph; falls, or stays, as channels leave.</param>
    /// <param name="limit">What it may cost.</param>
    /// <param name="multiple">Groups of at least so many lanes keep a multiple of them.</param>
    /// <param name="layerLimit">Most that a group loses, as a share of its channels.</param>
    public static (int[] Kept, bool Fits) Fit(ChannelPruner pruner, Func<Graph, double> cost, double limit, int multiple, double layerLimit)
    {
        var (low, high) = (0, pruner.Groups.Sum(group => group.Channels.Count));
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Fits(middle))
            {
                high = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return (pruner.KeptGlobally(low, multiple, layerLimit), Fits(low));

        bool Fits(int count) => cost(pruner.With(pruner.KeptGlobally(count, multiple, layerLimit))) <= limit;
    }
}
