using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Sixteen channels, counted as <see cref="Avx2Signs"/> does: .NET names no VPOPCNTDQ.</summary>
internal readonly unsafe struct Avx512Signs : ICarrySaveLanes<Vector512<byte>>
{
    public static int Channels => Vector512<uint>.Count;

    public static int TileChannels => CarrySaveTile<Avx512Signs, Vector512<byte>>.Vectors * Channels;

    public static bool TakesNibbles => false;

    public static void Four(uint* row, nint pitch, uint* weights, int words, int* counts) =>
        CarrySaveTile<Avx512Signs, Vector512<byte>>.Four(row, pitch, weights, words, counts);

    public static void One(uint* row, uint* weights, int words, int* counts) =>
        CarrySaveTile<Avx512Signs, Vector512<byte>>.One(row, weights, words, counts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Load(uint* words) => Avx512BW.LoadVector512((byte*)words);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Spread(uint word) => Vector512.Create(word).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Differences(Vector512<byte> a, Vector512<byte> b) => Avx512F.Xor(a.AsInt32(), b.AsInt32()).AsByte();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> CarrySave(ref Vector512<byte> low, Vector512<byte> a, Vector512<byte> b)
    {
        const byte OddOfThree = 0b1001_0110, TwoOfThree = 0b1110_1000;
        var carries = Avx512F.TernaryLogic(low, a, b, TwoOfThree);
        low = Avx512F.TernaryLogic(low, a, b, OddOfThree);
        return carries;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> CountBits(Vector512<byte> bits)
    {
        // Bytes 0, 1, 1, 2, 1, 2, 2, 3 and 1, 2, 2, 3, 2, 3, 3, 4 in every 128 bits: a constant in memory, where one of 256 bits would be doubled each time.
        var bitsOf = Vector512.Create(
            0x0302020102010100UL, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201, 0x0302020102010100, 0x0403030203020201,
            0x0302020102010100, 0x0403030203020201).AsByte();
        var lowHalf = Vector512.Create((byte)15);
        var low = Avx512BW.Shuffle(bitsOf, Avx512F.And(bits.AsInt32(), lowHalf.AsInt32()).AsByte());
        var high = Avx512F.And(Avx512BW.ShiftRightLogical(bits.AsUInt16(), 4).AsInt32(), lowHalf.AsInt32()).AsByte();
        return Avx512BW.Add(low, Avx512BW.Shuffle(bitsOf, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<byte> Add(Vector512<byte> a, Vector512<byte> b) => Avx512BW.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Widen(Vector512<byte> bytes, int* counts, bool isFirst)
    {
        var pairs = Avx512BW.MultiplyAddAdjacent(bytes, Vector512.Create((sbyte)1));
        var sums = Avx512BW.MultiplyAddAdjacent(pairs, Vector512.Create((short)1));
        Avx512F.Store(counts, isFirst ? sums : Avx512F.Add(Avx512F.LoadVector512(counts), sums));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Above(int* counts, int* outside, int* limits) =>
        OneAbove(counts, outside, limits)
        | (OneAbove(counts + Channels, outside == null ? null : outside + Channels, limits + Channels) << Channels);

    private static uint OneAbove(int* counts, int* outside, int* limits)
    {
        var doubled = Avx512F.ShiftLeftLogical(Avx512F.LoadVector512(counts), 1);
        doubled = outside == null ? doubled : Avx512F.Subtract(doubled, Avx512F.LoadVector512(outside));
        return (uint)Vector512.GreaterThan(doubled, Avx512F.LoadVector512(limits)).ExtractMostSignificantBits();
    }
}
