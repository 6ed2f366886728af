using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Half the products for a dot product: x0 w0 + x1 w1 = (x0 + w1)(x1 + w0) - x0 x1 - w0 w1, where the second term is shared by all channels
/// and the third by all rows. A product waits for one of two ports of a core, a sum of 16 bits for any of four, so that this is faster though
/// it has no fewer instructions (S. Winograd, "A New Algorithm for Inner Product", IEEE Transactions on Computers C-17, 1968). All sums are
/// modulo 2^32, so that the terms may be beyond 32 bits.
/// </summary>
internal static unsafe partial class InnerProduct
{
    /// <summary>Sum of w0 w1 over the groups that are taken two at a time.</summary>
    /// <param name="groups">A channel's first group.</param>
    /// <param name="order">How the weights lie.</param>
    /// <param name="depth">Weights of the channel.</param>
    /// <param name="runs">Runs of equal length; the last group of one of odd length is alone.</param>
    public static int ChannelTerm(sbyte* groups, WeightBlocks order, int depth, int runs)
    {
        var term = 0;
        var (groupBytes, length) = (order.BlockChannels * order.BlockDepth, (depth + order.BlockDepth - 1) / order.BlockDepth / runs);
        for (var run = 0; run < runs; run++, groups += (nint)length * groupBytes)
        {
            for (nint group = 0; group + 1 < length; group += 2)
            {
                for (var i = 0; i < order.BlockDepth; i++)
                {
                    term += groups[(group * groupBytes) + i] * groups[((group + 1) * groupBytes) + i];
                }
            }
        }

        return term;
    }
}
