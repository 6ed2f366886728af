using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Plans a graph's memory: live ranges, in-place reuse, scratch, offsets.</summary>
public static class GraphPlanner
{
    /// <summary>Plans with and without in-place reuse; the smaller arena wins, the one that copies less on a tie.</summary>
    /// <remarks>Reuse joins two blocks into a longer one, and that can make an arena larger.</remarks>
    public static GraphPlan Plan(Graph graph)
    {
        var ranges = LiveRanges.Of(graph);
        var reuse = InPlaceReuse.Of(graph, ranges);
        var inPlace = Plan(graph, ranges, reuse);
        if (reuse.Count == 0 || inPlace.ArenaBytes == inPlace.LowerBoundBytes)
        {
            return inPlace;
        }

        var apart = Plan(graph, ranges, new Dictionary<Value, Value>());
        return apart.ArenaBytes < inPlace.ArenaBytes ? apart : inPlace;
    }

    private static GraphPlan Plan(Graph graph, Dictionary<Value, LiveRange> ranges, Dictionary<Value, Value> reuse)
    {
        var blocks = new List<ArenaBlock>();
        var blockOf = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);

        // By first step, so that an input has its block before the output that takes it over.
        foreach (var (value, range) in ranges.OrderBy(r => r.Value.FirstStep))
        {
            if (reuse.TryGetValue(value, out var input))
            {
                var block = blockOf[value] = blockOf[input];
                blocks[block] = blocks[block] with { LastStep = range.LastStep };
            }
            else
            {
                blockOf[value] = blocks.Count;
                blocks.Add(new ArenaBlock(value.Info.ByteLength, range.FirstStep, range.LastStep));
            }
        }

        var scratchBytes = graph.Nodes.Select(n => n.Law.ScratchBytes(n.RecordBytes, new OperandSet(n.InputInfos, n.OutputInfos))).ToArray();
        var scratchBlock = new int[scratchBytes.Length];
        for (var step = 0; step < scratchBytes.Length; step++)
        {
            scratchBlock[step] = scratchBytes[step] > 0 ? blocks.Count : -1;
            if (scratchBytes[step] > 0)
            {
                blocks.Add(new ArenaBlock(scratchBytes[step], step, step));
            }
        }

        var plan = ArenaPlanner.Plan(blocks);
        return new GraphPlan(
            ranges,
            ranges.Keys.ToDictionary(v => v, v => plan.Offsets[blockOf[v]], (IEqualityComparer<Value>)ReferenceEqualityComparer.Instance),
            scratchBytes,
            [.. scratchBlock.Select(b => b < 0 ? 0 : plan.Offsets[b])],
            plan.ArenaBytes,
            plan.LowerBoundBytes);
    }
}
