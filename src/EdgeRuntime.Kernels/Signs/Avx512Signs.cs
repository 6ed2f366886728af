using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Sixteen channels, counted as <see cref="Avx2Signs"/> does: .NET names no VPOPCNTDQ.</summary>
internal readonly unsafe struct Avx512Signs : ISignLanes<Vector512<byte>>
{
    public static int Channels => Vector512<uint>.Count;

    public static int TileVectors => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(uint* words) => Avx512BW.LoadVector512((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Spread(uint word) => Vector512.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> AddDifferences(Vector512<byte> counts, Vector512<byte> a, Vector512<byte> b)
    {
        var bitsOf = Vector512.Create(Vector256.Create(
            (byte)0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
        var lowHalf = Vector512.Create((byte)15);
        var differing = Avx512F.Xor(a.AsInt32(), b.AsInt32()).AsByte();
        var low = Avx512BW.Shuffle(bitsOf, Avx512F.And(differing.AsInt32(), lowHalf.AsInt32()).AsByte());
        var high = Avx512BW.Shuffle(
            bitsOf, Avx512F.And(Avx512BW.ShiftRightLogical(differing.AsUInt16(), 4).AsInt32(), lowHalf.AsInt32()).AsByte());
        return Avx512BW.Add(counts, Avx512BW.Add(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector512<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = Avx512BW.MultiplyAddAdjacent(bytes, Vector512.Create((sbyte)1));
        var sums = Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create((short)1));
        Avx512F.Store(counts, isFirst ? sums : Avx512F.Add(Avx512F.LoadVector512(counts), sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Above(int* counts, int* outside, int* limits) =>
        OneAbove(counts, outside, limits)
        | (OneAbove(counts + Channels, outside == null ? null : outside + Channels, limits + Channels) << Channels);

    private static uint OneAbove(int* counts, int* outside, int* limits)
    {
        var doubled = Avx512F.ShiftLeftLogical(Avx512F.LoadVector512(counts), 1);
        doubled = outside == null ? doubled : Avx512F.Subtract(doubled, Avx512F.LoadVector512(outside));
        return (uint)Vector512.GreaterThan(doubled, Avx512F.LoadVector512(limits)).ExtractMostSignificantBits();
    }
}
