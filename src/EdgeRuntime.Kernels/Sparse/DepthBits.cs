using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>Sets of depths, a bit each.</summary>
internal static class DepthBits
{
    /// <summary>Words that hold so many bits.</summary>
    public static int Words(int depth) => (depth + 63) / 64;

    /// <summary>Adds the places of a row that are not zero.</summary>
    public static void Add(Span<ulong> bits, ReadOnlySpan<sbyte> row)
    {
        for (var k = 0; k < row.Length; k++)
        {
            bits[k >> 6] |= (row[k] == 0 ? 0UL : 1UL) << k;
        }
    }

    public static int Count(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
        {
            count += BitOperations.PopCount(word);
        }

        return count;
    }

    /// <summary>The first of them from <paramref name="k"/> on; -1 when there is none.</summary>
    public static int Next(ReadOnlySpan<ulong> bits, int k)
    {
        for (; k < bits.Length * 64; k = (k | 63) + 1)
        {
            var word = bits[k >> 6] >> k;
            if (word != 0)
            {
                return k + BitOperations.TrailingZeroCount(word);
            }
        }

        return -1;
    }
}
