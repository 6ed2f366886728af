namespace EdgeTool.Compiler;

/// <summary>Brings a graph's arena under a limit by computing chains of convolutions in bands of rows: <see cref="RowBands"/>.</summary>
public static class ArenaBudget
{
    /// <summary>Most convolutions that are computed band by band together: with each one, more rows are computed twice.</summary>
    private const int LongestChain = 6;

    /// <summary>Numbers of bands that are tried, until nothing is above the limit or more bands do not help.</summary>
    private static readonly int[] Bands = [2, 4, 8, 16, 32];

    /// <summary>
    /// Puts chains around the fullest node into bands, one after the other: the one that leaves fewest bytes above the limit, summed over
    /// all nodes, and of equal ones that with fewest multiply-accumulates. The graph's results stay the same bytes.
    /// </summary>
    /// <exception cref="ArenaBudgetException">No chain lowers the arena any more; the graph is left as it was.</exception>
    public static ArenaSaving Apply(Graph graph, long maxBytes)
    {
        var given = BandedGraph.Of(graph, [])!;
        var (best, limit) = (given, maxBytes);
        while (best.ArenaBytes > maxBytes)
        {
            var excess = best.ExcessOver(limit);
            if (excess == 0)
            {
                // Every node fits, but blocks lie so that gaps stay between them: aim lower by as much.
                limit -= best.ArenaBytes - maxBytes;
                continue;
            }

            best = Around(best, limit).Where(c => c.Excess < excess).OrderBy(c => c.Excess).ThenBy(c => c.Banded.Macs).FirstOrDefault().Banded
                ?? throw new ArenaBudgetException(maxBytes, best.ArenaBytes);
        }

        var nodes = best.Graph.Nodes.ToArray();
        graph.Nodes.Clear();
        graph.Nodes.AddRange(nodes);
        return new ArenaSaving(given.ArenaBytes, best.ArenaBytes, given.Macs, best.Macs);
    }

    /// <summary>Every chain of the given graph that the fullest node, or its chain, is part of; instead of those that it overlaps.</summary>
    private static IEnumerable<(BandedGraph Banded, long Excess)> Around(BandedGraph current, long limit)
    {
        var (from, to) = current.Fullest();
        for (var first = Math.Max(0, from - LongestChain + 1); first <= to; first++)
        {
            for (var last = Math.Max(from, first + 1); last < Math.Min(current.Given.Nodes.Count, first + LongestChain); last++)
            {
                var least = long.MaxValue;
                foreach (var bands in Bands)
                {
                    if (current.With(new BandedChain(first, last, bands)) is not { } banded || banded.ExcessOver(limit) is var excess && excess >= least)
                    {
                        break;
                    }

                    least = excess;
                    yield return (banded, excess);
                    if (excess == 0)
                    {
                        break;
                    }
                }
            }
        }
    }
}

/// <summary>What <see cref="ArenaBudget"/> did.</summary>
/// <param name="BytesBefore">Arena of the given graph.</param>
/// <param name="Bytes">Arena now.</param>
/// <param name="MacsBefore">Multiply-accumulates of the given graph.</param>
/// <param name="Macs">Multiply-accumulates now: rows that two bands read are computed twice.</param>
public sealed record ArenaSaving(long BytesBefore, long Bytes, long MacsBefore, long Macs)
{
    public override string ToString() => Bytes == BytesBefore
        ? $"the arena of {Bytes:N0} bytes is within --max-arena as it is"
        : $"arena {BytesBefore:N0} to {Bytes:N0} bytes in bands of rows, for {100.0 * (Macs - MacsBefore) / MacsBefore:0.0} % more multiply-accumulates";
}

/// <summary>The arena cannot be made as small as was asked for.</summary>
public sealed class ArenaBudgetException(long maxBytes, long reachedBytes) : Exception(
    $"--max-arena {maxBytes}: computing in bands of rows brought the arena to {reachedBytes} bytes and no lower. Give {reachedBytes}, or make the model smaller: fewer channels (edgetool prune --channels) or a smaller input.");
