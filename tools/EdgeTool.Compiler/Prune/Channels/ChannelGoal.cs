using System.Globalization;

namespace EdgeTool.Compiler.Pruning;

/// <summary>How many channels leave, at once or in rounds with training between them.</summary>
/// <param name="Share">Of the channels of every layer; used where there is no budget.</param>
/// <param name="Budget">All layers compared, what the model may cost; or null.</param>
/// <param name="Multiple">Layers keep a multiple of so many channels.</param>
/// <param name="LayerLimit">Most that one layer loses to a budget, as a share of its channels.</param>
public sealed record ChannelGoal(double Share, PruneBudget? Budget, int Multiple, double LayerLimit = 0.9)
{
    /// <summary>Channels of every group that stay after a round: each round goes as far towards the goal as every other.</summary>
    /// <param name="pruner">Of the graph as the round before left it.</param>
    /// <param name="graph">That graph.</param>
    /// <param name="whole">The graph before the first round.</param>
    /// <param name="round">From 1.</param>
    /// <param name="rounds">How many.</param>
    /// <returns>False where the smallest model within the limits of its layers costs more.</returns>
    public (int[] Kept, bool Fits) Kept(ChannelPruner pruner, Graph graph, Graph whole, int round, int rounds)
    {
        var done = (double)round / rounds;
        if (Budget is not null)
        {
            var (cost, limit) = (Budget.Cost(whole), Budget.LimitFor(whole));
            return new ChannelBudget(pruner, Budget.Cost, cost - ((cost - limit) * done), Multiple, 1 - Math.Pow(1 - LayerLimit, 1.0 / rounds)).Fit();
        }

        var first = ReferenceEquals(graph, whole) ? pruner.Groups : ChannelGroups.Of(whole);
        var counts = first.ToDictionary(group => group.Name, group => group.Channels.Count);
        return (pruner.Kept([.. pruner.Groups.Select(group => (int)Math.Round(counts.GetValueOrDefault(group.Name, group.Channels.Count) * (1 - (Share * done))))], Multiple), true);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(Budget is null ? $"{Share:0.###} of the channels of every layer" : $"{Budget}")}, multiples of {Multiple}");
}
