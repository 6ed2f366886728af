using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// A byte of every channel holds four of its weights; VPSHUFB finds in how many of them a row's four signs differ, by one of sixteen tables
/// that these four signs choose. So what is added up are counts of channels, where counting bits of words takes six instructions more.
/// </summary>
/// <typeparam name="TVectors">Vectors of 32 channels of a tile: one or two.</typeparam>
internal readonly unsafe struct Avx2Nibbles<TVectors> : ISignLanes<Vector256<byte>>
    where TVectors : ITileSize
{
    private const int Rows = 4, NibblesOfWord = 8;

    /// <summary>Words after which a byte may hold 7 * 8 * 4 = 224, and words after which 16 bits may hold 57,344.</summary>
    private const int BytesHold = 7, ShortsHold = 256 * BytesHold;

    /// <summary>[four signs][four weights]: where they differ.</summary>
    private static ReadOnlySpan<byte> Tables =>
    [
        0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 1, 0, 2, 1, 2, 1, 3, 2, 2, 1, 3, 2, 3, 2, 4, 3,
        1, 2, 0, 1, 2, 3, 1, 2, 2, 3, 1, 2, 3, 4, 2, 3, 2, 1, 1, 0, 3, 2, 2, 1, 3, 2, 2, 1, 4, 3, 3, 2,
        1, 2, 2, 3, 0, 1, 1, 2, 2, 3, 3, 4, 1, 2, 2, 3, 2, 1, 3, 2, 1, 0, 2, 1, 3, 2, 4, 3, 2, 1, 3, 2,
        2, 3, 1, 2, 1, 2, 0, 1, 3, 4, 2, 3, 2, 3, 1, 2, 3, 2, 2, 1, 2, 1, 1, 0, 4, 3, 3, 2, 3, 2, 2, 1,
        1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 2, 1, 3, 2, 3, 2, 4, 3, 1, 0, 2, 1, 2, 1, 3, 2,
        2, 3, 1, 2, 3, 4, 2, 3, 1, 2, 0, 1, 2, 3, 1, 2, 3, 2, 2, 1, 4, 3, 3, 2, 2, 1, 1, 0, 3, 2, 2, 1,
        2, 3, 3, 4, 1, 2, 2, 3, 1, 2, 2, 3, 0, 1, 1, 2, 3, 2, 4, 3, 2, 1, 3, 2, 2, 1, 3, 2, 1, 0, 2, 1,
        3, 4, 2, 3, 2, 3, 1, 2, 2, 3, 1, 2, 1, 2, 0, 1, 4, 3, 3, 2, 3, 2, 2, 1, 3, 2, 2, 1, 2, 1, 1, 0,
    ];

    public static int Channels => Vector256<byte>.Count;

    public static int TileChannels => TVectors.Count * Channels;

    public static bool TakesNibbles => true;

    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts)
    {
        var table = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Tables));
        var shorts = stackalloc ushort[Rows * 2 * Vector256<byte>.Count];
        var row1 = row + pitch;
        var row2 = row1 + pitch;
        var row3 = row2 + pitch;
        var w = (byte*)weights;
        nint channels = TileChannels;
        for (nint i = 0, end; i < words; i = end)
        {
            end = Math.Min(words, i + BytesHold);
            Vector256<byte> a0, a1, a2, a3, b0, b1, b2, b3;
            a0 = a1 = a2 = a3 = b0 = b1 = b2 = b3 = Vector256<byte>.Zero;
            for (var word = i; word < end; word++, w += NibblesOfWord * channels)
            {
                var (x0, x1, x2, x3) = ((nuint)row[word] << 4, (nuint)row1[word] << 4, (nuint)row2[word] << 4, (nuint)row3[word] << 4);
                for (nint n = 0; n < NibblesOfWord; n++)
                {
                    var wa = Avx.LoadVector256(w + (n * channels));
                    var wb = TVectors.Count > 1 ? Avx.LoadVector256(w + (n * channels) + Channels) : wa;
                    AddDifferences(table, ref x0, wa, wb, ref a0, ref b0);
                    AddDifferences(table, ref x1, wa, wb, ref a1, ref b1);
                    AddDifferences(table, ref x2, wa, wb, ref a2, ref b2);
                    AddDifferences(table, ref x3, wa, wb, ref a3, ref b3);
                }
            }

            var isFirst = i % ShortsHold == 0;
            Widen(a0, b0, shorts, isFirst);
            Widen(a1, b1, shorts + channels, isFirst);
            Widen(a2, b2, shorts + (2 * channels), isFirst);
            Widen(a3, b3, shorts + (3 * channels), isFirst);
            if (end == words || end % ShortsHold == 0)
            {
                Widen(shorts, Rows * TVectors.Count, counts, i < ShortsHold);
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining), SkipLocalsInit]
    public static void One(uint* row, uint* weights, int words, int* counts)
    {
        var table = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(Tables));
        var shorts = stackalloc ushort[2 * Vector256<byte>.Count];
        var w = (byte*)weights;
        nint channels = TileChannels;
        for (nint i = 0, end; i < words; i = end)
        {
            end = Math.Min(words, i + BytesHold);
            Vector256<byte> a, b;
            a = b = Vector256<byte>.Zero;
            for (var word = i; word < end; word++, w += NibblesOfWord * channels)
            {
                var x = (nuint)row[word] << 4;
                for (nint n = 0; n < NibblesOfWord; n++)
                {
                    var wa = Avx.LoadVector256(w + (n * channels));
                    AddDifferences(table, ref x, wa, TVectors.Count > 1 ? Avx.LoadVector256(w + (n * channels) + Channels) : wa, ref a, ref b);
                }
            }

            Widen(a, b, shorts, i % ShortsHold == 0);
            if (end == words || end % ShortsHold == 0)
            {
                Widen(shorts, TVectors.Count, counts, i < ShortsHold);
            }
        }
    }

    public static ulong Above(int* counts, int* outside, int* limits)
    {
        ulong above = 0;
        for (var channel = 0; channel < TileChannels; channel += Avx2Signs.Channels)
        {
            above |= (ulong)Avx2Signs.OneAbove(counts + channel, outside == null ? null : outside + channel, limits + channel) << channel;
        }

        return above;
    }

    /// <summary>The lowest four signs stand in bits 4..7 of <paramref name="x"/>, where they are the offset of their table, and leave it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddDifferences(
        byte* table, ref nuint x, Vector256<byte> weightsA, Vector256<byte> weightsB, ref Vector256<byte> a, ref Vector256<byte> b)
    {
        var differences = Avx2.BroadcastVector128ToVector256(table + (x & 0xF0));
        x >>= 4;
        a = Avx2.Add(a, Avx2.Shuffle(differences, weightsA));
        if (TVectors.Count > 1)
        {
            b = Avx2.Add(b, Avx2.Shuffle(differences, weightsB));
        }
    }

    /// <summary>Bytes to 16 bits: of every 32 channels 0..7, 16..23, 8..15, 24..31.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(Vector256<byte> a, Vector256<byte> b, ushort* shorts, bool isFirst)
    {
        Widen(a, shorts, isFirst);
        if (TVectors.Count > 1)
        {
            Widen(b, shorts + Channels, isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(Vector256<byte> bytes, ushort* shorts, bool isFirst)
    {
        var low = Avx2.UnpackLow(bytes, Vector256<byte>.Zero).AsUInt16();
        var high = Avx2.UnpackHigh(bytes, Vector256<byte>.Zero).AsUInt16();
        Avx.Store(shorts, isFirst ? low : Avx2.Add(low, Avx.LoadVector256(shorts)));
        Avx.Store(shorts + 16, isFirst ? high : Avx2.Add(high, Avx.LoadVector256(shorts + 16)));
    }

    /// <summary>16 bits of some vectors of 32 channels to counts, in the order of channels.</summary>
    private static void Widen(ushort* shorts, int vectors, int* counts, bool isFirst)
    {
        for (var i = 0; i < vectors; i++, shorts += Channels, counts += Channels)
        {
            Widen(shorts, counts, isFirst);
            Widen(shorts + 16, counts + 8, isFirst);
            Widen(shorts + 8, counts + 16, isFirst);
            Widen(shorts + 24, counts + 24, isFirst);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Widen(ushort* shorts, int* counts, bool isFirst)
    {
        var wide = Avx2.ConvertToVector256Int32(shorts);
        Avx.Store(counts, isFirst ? wide : Avx2.Add(wide, Avx.LoadVector256(counts)));
    }
}
