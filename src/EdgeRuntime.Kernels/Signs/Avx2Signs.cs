using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Eight channels; VPSHUFB looks the bits of each half byte up (Muła, Kurz and Lemire 2018, "Faster Population Counts Using AVX2 Instructions", section 3).</summary>
internal readonly unsafe struct Avx2Signs : ISignLanes<Vector256<byte>>
{
    public static int Channels => Vector256<uint>.Count;

    public static int TileVectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Load(uint* words) => Avx.LoadVector256((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> Spread(uint word) => Vector256.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<byte> AddDifferences(Vector256<byte> counts, Vector256<byte> a, Vector256<byte> b)
    {
        var bitsOf = Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4);
        var lowHalf = Vector256.Create((byte)15);
        var differing = Avx2.Xor(a, b);
        var low = Avx2.Shuffle(bitsOf, Avx2.And(differing, lowHalf));
        var high = Avx2.Shuffle(bitsOf, Avx2.And(Avx2.ShiftRightLogical(differing.AsUInt16(), 4).AsByte(), lowHalf));
        return Avx2.Add(counts, Avx2.Add(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector256<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = Avx2.MultiplyAddAdjacent(bytes, Vector256.Create((sbyte)1));
        var sums = Avx2.MultiplyAddAdjacent(pairs, Vector256.Create((short)1));
        Avx.Store(counts, isFirst ? sums : Avx2.Add(Avx.LoadVector256(counts), sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(int* counts, int* outside, int* limits) =>
        OneAbove(counts, outside, limits)
        | (OneAbove(counts + Channels, outside == null ? null : outside + Channels, limits + Channels) << Channels);

    private static uint OneAbove(int* counts, int* outside, int* limits)
    {
        var doubled = Avx2.ShiftLeftLogical(Avx.LoadVector256(counts), 1);
        doubled = outside == null ? doubled : Avx2.Subtract(doubled, Avx.LoadVector256(outside));
        return (uint)Vector256.GreaterThan(doubled, Avx.LoadVector256(limits)).ExtractMostSignificantBits();
    }
}
