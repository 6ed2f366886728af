using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Differences between rows of words, (rows, words), and two vectors of channels, whose words lie as [words][channels]: the counts of four
/// rows, or of one, stay in registers as bytes and are widened before they could overflow.
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
    public static int Channels => 2 * TLanes.Channels;

    /// <summary>Differences of four rows to <paramref name="counts"/>, (4, channels).</summary>
    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts)
    {
        var row1 = row + pitch;
        var row2 = row1 + pitch;
        var row3 = row2 + pitch;
        for (var i = 0; i < words;)
        {
            TVector a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += Channels)
            {
                var (w0, w1) = (TLanes.Load(weights), TLanes.Load(weights + TLanes.Channels));
                Add(ref a0, ref a1, row[i], w0, w1);
                Add(ref b0, ref b1, row1[i], w0, w1);
                Add(ref c0, ref c1, row2[i], w0, w1);
                Add(ref d0, ref d1, row3[i], w0, w1);
            }

            Widen(counts, a0, a1, isFirst);
            Widen(counts + Channels, b0, b1, isFirst);
            Widen(counts + (2 * Channels), c0, c1, isFirst);
            Widen(counts + (3 * Channels), d0, d1, isFirst);
        }
    }

    /// <summary>Differences of one row to <paramref name="counts"/>, (channels).</summary>
    public static void One(uint* row, uint* weights, int words, int* counts)
    {
        for (var i = 0; i < words;)
        {
            TVector a0 = default, a1 = default;
            var isFirst = i == 0;
            for (var end = Math.Min(words, i + BytesHold); i < end; i++, weights += Channels)
            {
                Add(ref a0, ref a1, row[i], TLanes.Load(weights), TLanes.Load(weights + TLanes.Channels));
            }

            Widen(counts, a0, a1, isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref TVector counts0, ref TVector counts1, uint word, TVector weights0, TVector weights1)
    {
        var signs = TLanes.Spread(word);
        counts0 = TLanes.AddDifferences(counts0, signs, weights0);
        counts1 = TLanes.AddDifferences(counts1, signs, weights1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(int* counts, TVector bytes0, TVector bytes1, bool isFirst)
    {
        TLanes.Widen(bytes0, counts, isFirst);
        TLanes.Widen(bytes1, counts + TLanes.Channels, isFirst);
    }
}
