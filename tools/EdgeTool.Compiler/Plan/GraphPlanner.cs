using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Plans a graph's memory: live ranges, shared blocks, scratch, offsets.</summary>
public static class GraphPlanner
{
    /// <summary>
    /// Plans with and without outputs that take over an input's bytes; the smaller arena wins, the one that copies less on a tie. Then inputs
    /// that some node joins are put into its output at once, wherever the arena does not grow by it.
    /// </summary>
    /// <remarks>Sharing joins blocks into longer ones, and that can make an arena larger.</remarks>
    public static GraphPlan Plan(Graph graph)
    {
        var ranges = LiveRanges.Of(graph);
        var shared = new SharedBlocks();
        foreach (var (output, input) in InPlaceReuse.Of(graph, ranges).OrderBy(r => ranges[r.Key].FirstStep))
        {
            shared.Put(output, input, 0);
        }

        var best = Plan(graph, ranges, shared);
        if (!shared.IsEmpty && best.ArenaBytes != best.LowerBoundBytes && Plan(graph, ranges, new()) is var apart && apart.ArenaBytes < best.ArenaBytes)
        {
            (best, shared) = (apart, new());
        }

        for (var step = 0; step < graph.Nodes.Count; step++)
        {
            var node = graph.Nodes[step];
            var joined = new SharedBlocks(shared);
            var places = JoinedPlaces.Of(node, step, ranges);
            places.ForEach(p => joined.Put(p.Input, node.Outputs[0], p.Place));
            if (places.Count > 0 && Plan(graph, ranges, joined) is var plan && plan.ArenaBytes <= best.ArenaBytes)
            {
                (best, shared) = (plan, joined);
            }
        }

        return best;
    }

    private static GraphPlan Plan(Graph graph, Dictionary<Value, LiveRange> ranges, SharedBlocks shared)
    {
        var blocks = new List<ArenaBlock>();
        var blockOf = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        foreach (var (value, range) in ranges.OrderBy(r => r.Value.FirstStep))
        {
            var root = shared.Find(value).Root;
            if (blockOf.TryGetValue(root, out var block))
            {
                var known = blocks[block];
                blocks[block] = known with { FirstStep = Math.Min(known.FirstStep, range.FirstStep), LastStep = Math.Max(known.LastStep, range.LastStep) };
            }
            else
            {
                blockOf[root] = blocks.Count;
                blocks.Add(new ArenaBlock(root.Info.ByteLength, range.FirstStep, range.LastStep));
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
        long OffsetOf(Value value)
        {
            var (root, offset) = shared.Find(value);
            return plan.Offsets[blockOf[root]] + offset;
        }

        return new GraphPlan(
            ranges,
            ranges.Keys.ToDictionary(v => v, OffsetOf, (IEqualityComparer<Value>)ReferenceEqualityComparer.Instance),
            scratchBytes,
            [.. scratchBlock.Select(b => b < 0 ? 0 : plan.Offsets[b])],
            plan.ArenaBytes,
            plan.LowerBoundBytes);
    }
}
