using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Nodes of a graph, the last included, that are computed together in bands of rows.</summary>
internal readonly record struct BandedChain(int First, int Last, int Bands)
{
    public bool Overlaps(BandedChain other) => First <= other.Last && other.First <= Last;
}

/// <summary>A graph with some chains in bands, planned.</summary>
internal sealed class BandedGraph
{
    private readonly List<BandedChain> _chains;
    private readonly GraphPlan _plan;

    /// <summary>For each step, the nodes of the given graph that it came from.</summary>
    private readonly List<(int First, int Last)> _origins = [];

    /// <summary>Bytes that each step needs, what lies in one place counted once.</summary>
    private readonly long[] _needs;

    private BandedGraph(Graph given, Graph graph, List<BandedChain> chains)
    {
        (Given, Graph, _chains, _plan) = (given, graph, chains, GraphPlanner.Plan(graph));
        Macs = graph.Nodes.Sum(n => n.Law.Macs(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos)));
        for (var (step, next) = (0, 0); step < graph.Nodes.Count; step++)
        {
            // A chain's steps end with the one that writes its output.
            var chain = _chains.Find(c => c.First == next);
            var last = chain.Bands > 0 ? chain.Last : next;
            _origins.Add((next, last));
            next = chain.Bands > 0 && !ReferenceEquals(graph.Nodes[step].Outputs[0], given.Nodes[last].Outputs[0]) ? next : last + 1;
        }

        _needs = [.. Enumerable.Range(0, graph.Nodes.Count).Select(NeedOf)];
    }

    public Graph Given { get; }

    public Graph Graph { get; }

    public long Macs { get; }

    public long ArenaBytes => _plan.ArenaBytes;

    /// <summary>Null where some chain cannot be put into bands.</summary>
    public static BandedGraph? Of(Graph given, List<BandedChain> chains)
    {
        var graph = given;
        foreach (var chain in chains.OrderByDescending(c => c.First))
        {
            if (RowBands.Of(graph, chain.First, chain.Last, chain.Bands) is not { } banded)
            {
                return null;
            }

            graph = banded;
        }

        return new BandedGraph(given, graph, [.. chains.OrderBy(c => c.First)]);
    }

    /// <summary>With one more chain, in place of those that it overlaps.</summary>
    public BandedGraph? With(BandedChain chain) => Of(Given, [.. _chains.Where(c => !c.Overlaps(chain)), chain]);

    /// <summary>Nodes of the given graph that the step which needs most came from.</summary>
    public (int First, int Last) Fullest() => _origins[Array.IndexOf(_needs, _needs.Max())];

    /// <summary>Bytes above a limit, of each node or chain where it needs most, summed up.</summary>
    public long ExcessOver(long limit) =>
        _needs.Zip(_origins).GroupBy(p => p.Second).Sum(g => Math.Max(0, g.Max(p => p.First) - limit));

    private long NeedOf(int step)
    {
        var (need, end) = (ArenaPlanner.AlignUp(_plan.ScratchBytes[step]), 0L);
        var live = _plan.Ranges.Where(r => r.Value.FirstStep <= step && step <= r.Value.LastStep)
            .Select(r => (Begin: _plan.Offsets[r.Key], End: _plan.Offsets[r.Key] + ArenaPlanner.AlignUp(r.Key.Info.ByteLength)));
        foreach (var place in live.OrderBy(p => p.Begin))
        {
            need += Math.Max(0, place.End - Math.Max(place.Begin, end));
            end = Math.Max(end, place.End);
        }

        return need;
    }
}
