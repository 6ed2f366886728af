using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Eight channels; VPSHUFB looks the bits of each half byte up (Muła, Kurz and Lemire 2018, "Faster Population Counts Using AVX2 Instructions", section 3).</summary>
internal readonly unsafe struct Avx2Signs : ICarrySaveLanes<Vector256<byte>>
{
    public static int Channels => Vector256<uint>.Count;

    public static int TileChannels => CarrySaveTile<Avx2Signs, Vector256<byte>>.Vectors * Channels;

    public static bool TakesNibbles => false;

    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts) =>
        CarrySaveTile<Avx2Signs, Vector256<byte>>.Four(row, pitch, weights, words, counts);

    public static void One(uint* row, uint* weights, int words, int* counts) =>
        CarrySaveTile<Avx2Signs, Vector256<byte>>.One(row, weights, words, counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(uint* words) => Avx.LoadVector256((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Spread(uint word) => Vector256.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Differences(Vector256<byte> a, Vector256<byte> b) => Avx2.Xor(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> CarrySave(ref Vector256<byte> low, Vector256<byte> a, Vector256<byte> b)
    {
        var either = Avx2.Xor(a, b);
        var carries = Avx2.Or(Avx2.And(a, b), Avx2.And(either, low));
        low = Avx2.Xor(either, low);
        return carries;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> CountBits(Vector256<byte> bits)
    {
        var bitsOf = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var lowHalf = Vector256.Create((byte)15);
        var low = Avx2.Shuffle(bitsOf, Avx2.And(bits, lowHalf));
        return Avx2.Add(low, Avx2.Shuffle(bitsOf, Avx2.And(Avx2.ShiftRightLogical(bits.AsUInt16(), 4).AsByte(), lowHalf)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Add(Vector256<byte> a, Vector256<byte> b) => Avx2.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector256<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = Avx2.MultiplyAddAdjacent(bytes, Vector256.Create((sbyte)1));
        var sums = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create((short)1));
        Avx.Store(counts, isFirst ? sums : Avx2.Add(Avx.LoadVector256(counts), sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(int* counts, int* outside, int* limits) =>
        OneAbove(counts, outside, limits)
        | (OneAbove(counts + Channels, outside == null ? null : outside + Channels, limits + Channels) << Channels);

    /// <summary>The same for the eight channels of a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint OneAbove(int* counts, int* outside, int* limits)
    {
        var doubled = Avx2.ShiftLeftLogical(Avx.LoadVector256(counts), 1);
        doubled = outside == null ? doubled : Avx2.Subtract(doubled, Avx.LoadVector256(outside));
        return (uint)Avx.MoveMask(Avx2.CompareGreaterThan(doubled, Avx.LoadVector256(limits)).AsSingle());
    }
}
