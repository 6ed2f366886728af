using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// A reshape that reads transposed values, computed on the original ones instead. The axes before and behind the reshape fall into
/// blocks of the same elements (splitting or joining axes within a block only), and whole blocks may change places.
/// </summary>
internal static class ReshapeBlocks
{
    /// <summary>
    /// What to do instead: transpose so that each block's axes stand together (perhaps not at all), reshape, transpose the blocks.
    /// </summary>
    /// <param name="order">Transposes the original to what the reshape reads.</param>
    /// <param name="from">Shape that the reshape reads.</param>
    /// <param name="to">Shape that it gives.</param>
    /// <returns>Null when the blocks stand in their places already.</returns>
    public static (AxisOrder Before, Shape Reshaped, AxisOrder After)? Plan(AxisOrder order, Shape from, Shape to)
    {
        if (Blocks(from, to) is not { } blocks)
        {
            return null;
        }

        // Blocks in the places that they have in the original, by their first axis there.
        var original = Enumerable.Range(0, blocks.Count).OrderBy(b => Enumerable.Range(blocks[b].From, blocks[b].FromCount).Min(i => order[i])).ToList();
        var before = new List<int>();
        var reshaped = new List<int>();
        var after = new int[to.Rank];
        foreach (var (from0, fromCount, to0, toCount) in original.Select(b => blocks[b]))
        {
            before.AddRange(Enumerable.Range(from0, fromCount).Select(i => order[i]));
            for (var i = 0; i < toCount; i++)
            {
                after[to0 + i] = reshaped.Count;
                reshaped.Add(to[to0 + i]);
            }
        }

        var last = new AxisOrder(after);
        return last.IsIdentity ? null : (new AxisOrder([.. before]), new Shape([.. reshaped]), last);
    }

    /// <summary>The smallest runs of axes on both sides that hold the same elements.</summary>
    private static List<(int From, int FromCount, int To, int ToCount)>? Blocks(Shape from, Shape to)
    {
        var blocks = new List<(int From, int FromCount, int To, int ToCount)>();
        var (i, k) = (0, 0);
        while (i < from.Rank && k < to.Rank)
        {
            var (startFrom, startTo) = (i, k);
            long left = from[i++], right = to[k++];
            while (left != right)
            {
                if (left < right ? i >= from.Rank : k >= to.Rank)
                {
                    return null;
                }

                (left, right) = left < right ? (left * from[i++], right) : (left, right * to[k++]);
            }

            blocks.Add((startFrom, i - startFrom, startTo, k - startTo));
        }

        // What is left over has size 1 and belongs to the last block.
        if (blocks.Count > 0)
        {
            var last = blocks[^1];
            blocks[^1] = (last.From, from.Rank - last.From, last.To, to.Rank - last.To);
        }

        return blocks.Count > 0 ? blocks : null;
    }
}
