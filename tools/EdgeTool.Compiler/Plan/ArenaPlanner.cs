using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// Gives every block an offset so that blocks which meet in time do not meet in memory, in as few bytes as it can.
/// </summary>
/// <remarks>
/// Offset calculation by greedy choice, Pisarchyk and Lee, "Efficient Memory Management for Deep Neural Net Inference" (2020), section 5:
/// take the blocks largest first and put each into the smallest gap that holds it between the already placed blocks it meets in time.
/// TensorFlow Lite Micro's greedy planner rests on the same idea. The problem is NP-hard and each order has its bad graphs, so a few orders
/// are tried, and the best is then varied by moving a block that ends at the top to the front of the order; the smallest arena wins,
/// the first found on a tie. The result depends on nothing but the blocks.
/// </remarks>
public static class ArenaPlanner
{
    public const int Alignment = SectionRecord.Alignment;

    /// <summary>Attempts at lowering the top of the best greedy plan; only made while it is above the lower bound.</summary>
    private const int Improvements = 64;

    public static ArenaPlan Plan(IReadOnlyList<ArenaBlock> blocks)
    {
        var aligned = blocks.Select(b => b with { SizeBytes = AlignUp(b.SizeBytes) }).ToArray();
        var lowerBound = LowerBound(aligned);
        var (order, plan) = Orders(aligned).Select(o => (Order: o, Plan: Place(aligned, o, lowerBound))).MinBy(p => p.Plan.ArenaBytes);
        var best = plan;
        for (var i = 0; i < Improvements && best.ArenaBytes > lowerBound; i++)
        {
            var top = order.First(b => plan.Offsets[b] + aligned[b].SizeBytes == plan.ArenaBytes);
            if (top == order[0])
            {
                break;
            }

            order = [top, .. order.Where(b => b != top)];
            plan = Place(aligned, order, lowerBound);
            best = plan.ArenaBytes < best.ArenaBytes ? plan : best;
        }

        return best;
    }

    public static long AlignUp(long sizeBytes) => checked(sizeBytes + Alignment - 1) / Alignment * Alignment;

    private static IEnumerable<int[]> Orders(ArenaBlock[] blocks)
    {
        var all = Enumerable.Range(0, blocks.Length).ToArray();
        yield return [.. all.OrderByDescending(b => blocks[b].SizeBytes).ThenBy(b => blocks[b].FirstStep)];
        yield return [.. all.OrderByDescending(b => blocks[b].SizeBytes * (blocks[b].LastStep - blocks[b].FirstStep + 1L))];
        yield return [.. all.OrderByDescending(b => blocks[b].LastStep - blocks[b].FirstStep).ThenByDescending(b => blocks[b].SizeBytes)];

        // By breadth: the blocks of the fullest step first, then those of the next.
        var needed = blocks.Select(b => blocks.Where(b.MeetsInTime).Sum(o => o.SizeBytes)).ToArray();
        yield return [.. all.OrderByDescending(b => needed[b]).ThenByDescending(b => blocks[b].SizeBytes)];
        yield return [.. all.OrderBy(b => blocks[b].FirstStep).ThenByDescending(b => blocks[b].SizeBytes)];
    }

    private static ArenaPlan Place(ArenaBlock[] blocks, int[] order, long lowerBound)
    {
        var offsets = new long[blocks.Length];
        var placed = new List<int>();
        var arena = 0L;
        foreach (var block in order)
        {
            offsets[block] = SmallestGap(blocks, offsets, placed, blocks[block]);
            arena = Math.Max(arena, offsets[block] + blocks[block].SizeBytes);

            // Kept sorted by offset, as the search for gaps walks upwards.
            var at = placed.FindIndex(p => offsets[p] > offsets[block]);
            placed.Insert(at < 0 ? placed.Count : at, block);
        }

        return new ArenaPlan(offsets, arena, lowerBound);
    }

    private static long SmallestGap(ArenaBlock[] blocks, long[] offsets, List<int> placed, ArenaBlock block)
    {
        var (best, bestSize, end) = (-1L, long.MaxValue, 0L);
        foreach (var other in placed)
        {
            if (!blocks[other].MeetsInTime(block))
            {
                continue;
            }

            var gap = offsets[other] - end;
            if (gap >= block.SizeBytes && gap < bestSize)
            {
                (best, bestSize) = (end, gap);
            }

            end = Math.Max(end, offsets[other] + blocks[other].SizeBytes);
        }

        return best >= 0 ? best : end;
    }

    private static long LowerBound(ArenaBlock[] blocks)
    {
        // The need only rises where a block begins, so those steps are enough to look at.
        var (bound, need) = (0L, 0L);
        var changes = blocks.Select(b => (Step: b.FirstStep, Bytes: b.SizeBytes)).Concat(blocks.Select(b => (Step: b.LastStep + 1, Bytes: -b.SizeBytes)));
        foreach (var (_, bytes) in changes.OrderBy(c => c.Step).ThenBy(c => c.Bytes))
        {
            need += bytes;
            bound = Math.Max(bound, need);
        }

        return bound;
    }
}
