using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Bᵀ d B of patches d of 4x4 pixels, two pixels apart: B's columns take d0 - d2, d1 + d2, d2 - d1 and d1 - d3. Whole numbers of at most
/// 4 * 128 for int8.
/// </summary>
internal static unsafe class WinogradInput
{
    /// <param name="rows">Four rows of pixels of 16 bits, at the first patch.</param>
    /// <param name="inC">Channels, a multiple of 16.</param>
    /// <param name="tiles">Patches side by side.</param>
    /// <param name="target">[position][tile][inC], at the first patch's tile.</param>
    /// <param name="positionStride">Elements from a position to the next one.</param>
    public static void Write(short** rows, int inC, int tiles, short* target, nint positionStride)
    {
        for (var c = 0; c < inC; c += Vector256<short>.Count)
        {
            Line<Differences>(rows[0] + c, rows[2] + c, inC, tiles, target + c, positionStride);
            Line<Sums>(rows[1] + c, rows[2] + c, inC, tiles, target + (4 * positionStride) + c, positionStride);
            Line<Differences>(rows[2] + c, rows[1] + c, inC, tiles, target + (8 * positionStride) + c, positionStride);
            Line<Differences>(rows[1] + c, rows[3] + c, inC, tiles, target + (12 * positionStride) + c, positionStride);
        }
    }

    /// <summary>Four positions of all tiles; what neighbouring tiles share of two rows is combined once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Line<TCombination>(short* a, short* b, nint inC, int tiles, short* target, nint positionStride)
        where TCombination : IRowCombination
    {
        var (d0, d1) = (TCombination.Of(a, b), TCombination.Of(a + inC, b + inC));
        for (var tile = 0; tile < tiles; tile++)
        {
            a += 2 * inC;
            b += 2 * inC;
            var (d2, d3) = (TCombination.Of(a, b), TCombination.Of(a + inC, b + inC));
            Avx.Store(target, Avx2.Subtract(d0, d2));
            Avx.Store(target + positionStride, Avx2.Add(d1, d2));
            Avx.Store(target + (2 * positionStride), Avx2.Subtract(d2, d1));
            Avx.Store(target + (3 * positionStride), Avx2.Subtract(d1, d3));
            (d0, d1) = (d2, d3);
            target += inC;
        }
    }

    private interface IRowCombination
    {
        static abstract Vector256<short> Of(short* a, short* b);
    }

    private readonly struct Differences : IRowCombination
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<short> Of(short* a, short* b) => Avx2.Subtract(Avx.LoadVector256(a), Avx.LoadVector256(b));
    }

    private readonly struct Sums : IRowCombination
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<short> Of(short* a, short* b) => Avx2.Add(Avx.LoadVector256(a), Avx.LoadVector256(b));
    }
}
