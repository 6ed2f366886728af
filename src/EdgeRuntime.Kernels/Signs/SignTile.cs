using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Differences between rows of words, (rows, words), and two or four vectors of channels, whose words lie as [words][channels]: the counts
/// of four rows, or of one, stay in registers as bytes and are widened before they could overflow.
/// </summary>
/// <typeparam name="TLanes">Instruction set.</typeparam>
/// <typeparam name="TVector">Its vector.</typeparam>
internal static unsafe class SignTile<TLanes, TVector>
    where TLanes : ISignLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Rows that are counted together.</summary>
    public const int Rows = 4;

    /// <summary>Words after which a byte may hold 8 * 31 = 248.</summary>
    private const int BytesHold = 31;

    /// <summary>Channels of a tile.</summary>
    public static int Channels
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLanes.TileVectors * TLanes.Channels;
    }

    /// <summary>Differences of four rows to <paramref name="counts"/>, (4, channels).</summary>
    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts)
    {
        if (TLanes.TileVectors == 4)
        {
            Four<FourSignVectors<TLanes, TVector>>(row, pitch, weights, words, counts);
        }
        else
        {
            Four<TwoSignVectors<TLanes, TVector>>(row, pitch, weights, words, counts);
        }
    }

    /// <summary>Differences of one row to <paramref name="counts"/>, (channels).</summary>
    public static void One(uint* row, uint* weights, int words, int* counts)
    {
        if (TLanes.TileVectors == 4)
        {
            One<FourSignVectors<TLanes, TVector>>(row, weights, words, counts);
        }
        else
        {
            One<TwoSignVectors<TLanes, TVector>>(row, weights, words, counts);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Four<TVectors>(uint* row, nint pitch, uint* weights, nint words, int* counts)
        where TVectors : struct, ISignVectors<TVectors>
    {
        var channels = Channels;
        var row1 = row + pitch;
        var row2 = row1 + pitch;
        var row3 = row2 + pitch;
        for (nint i = 0; i < words;)
        {
            TVectors a = default, b = default, c = default, d = default;
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += channels)
            {
                var w = TVectors.Load(weights);
                a.AddDifferences(row[i], w);
                b.AddDifferences(row1[i], w);
                c.AddDifferences(row2[i], w);
                d.AddDifferences(row3[i], w);
            }

            a.Widen(counts, isFirst);
            b.Widen(counts + channels, isFirst);
            c.Widen(counts + (2 * channels), isFirst);
            d.Widen(counts + (3 * channels), isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void One<TVectors>(uint* row, uint* weights, nint words, int* counts)
        where TVectors : struct, ISignVectors<TVectors>
    {
        var channels = Channels;
        for (nint i = 0; i < words;)
        {
            var a = default(TVectors);
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += channels)
            {
                a.AddDifferences(row[i], TVectors.Load(weights));
            }

            a.Widen(counts, isFirst);
        }
    }
}
