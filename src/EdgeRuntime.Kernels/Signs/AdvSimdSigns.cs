using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>Four channels; CNT counts the bits of each byte.</summary>
internal readonly unsafe struct AdvSimdSigns : ICountingLanes<Vector128<byte>>
{
    public static int Channels => Vector128<uint>.Count;

    public static int TileChannels => CountingTile<AdvSimdSigns, Vector128<byte>>.Vectors * Channels;

    public static bool TakesNibbles => false;

    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts) =>
        CountingTile<AdvSimdSigns, Vector128<byte>>.Four(row, pitch, weights, words, counts);

    public static void One(uint* row, uint* weights, int words, int* counts) =>
        CountingTile<AdvSimdSigns, Vector128<byte>>.One(row, weights, words, counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Load(uint* words) => AdvSimd.LoadVector128((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> Spread(uint word) => Vector128.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<byte> AddDifferences(Vector128<byte> counts, Vector128<byte> a, Vector128<byte> b) =>
        AdvSimd.Add(counts, AdvSimd.PopCount(AdvSimd.Xor(a, b)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector128<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = AdvSimd.AddPairwiseWidening(bytes);
        AdvSimd.Store((uint*)counts, isFirst ? AdvSimd.AddPairwiseWidening(pairs) : AdvSimd.AddPairwiseWideningAndAdd(AdvSimd.LoadVector128((uint*)counts), pairs));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(int* counts, int* outside, int* limits)
    {
        if (outside == null)
        {
            return Bits(OneAbove(counts, limits), OneAbove(counts + 4, limits + 4), OneAbove(counts + 8, limits + 8), OneAbove(counts + 12, limits + 12));
        }

        return Bits(
            OneAbove(counts, outside, limits), OneAbove(counts + 4, outside + 4, limits + 4),
            OneAbove(counts + 8, outside + 8, limits + 8), OneAbove(counts + 12, outside + 12, limits + 12));
    }

    /// <summary>A bit for each lane of four vectors, the first lane lowest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Bits(Vector128<short> a, Vector128<short> b, Vector128<short> c, Vector128<short> d)
    {
        var bytes = AdvSimd.Arm64.UnzipEven(AdvSimd.Arm64.UnzipEven(a, b).AsByte(), AdvSimd.Arm64.UnzipEven(c, d).AsByte());
        var bits = AdvSimd.And(bytes, Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128));
        bits = AdvSimd.Arm64.AddPairwise(bits, bits);
        bits = AdvSimd.Arm64.AddPairwise(bits, bits);
        return AdvSimd.Arm64.AddPairwise(bits, bits).AsUInt16().ToScalar();
    }

    /// <summary>All bits of a 32-bit lane, seen as halves of it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> OneAbove(int* counts, int* limits) =>
        AdvSimd.CompareGreaterThan(AdvSimd.LoadVector128(counts) << 1, AdvSimd.LoadVector128(limits)).AsInt16();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> OneAbove(int* counts, int* outside, int* limits) => AdvSimd.CompareGreaterThan(
        AdvSimd.Subtract(AdvSimd.LoadVector128(counts) << 1, AdvSimd.LoadVector128(outside)), AdvSimd.LoadVector128(limits)).AsInt16();
}
