using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Rescales and narrows the sums of four pixels of eight channels, given as pixels 0 and 2 and pixels 1 and 3.</summary>
internal unsafe interface IEightChannelFinish
{
    /// <summary>The pixels' bytes in order, saturated. A: channels 0..3, B: channels 4..7, by the factors of <see cref="EightChannelWeights"/>.</summary>
    static abstract Vector256<sbyte> Narrow(
        Vector256<int> sums02A, Vector256<int> sums02B, Vector256<int> sums13A, Vector256<int> sums13B, byte* factors);
}

/// <summary>VPACKSSDW and VPACKSSWB work within 128 bits, which leaves the pixels in order.</summary>
internal readonly unsafe struct EightChannelFinish256 : IEightChannelFinish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Narrow(
        Vector256<int> sums02A, Vector256<int> sums02B, Vector256<int> sums13A, Vector256<int> sums13B, byte* factors)
    {
        var (a, b) = (Factors(factors, 0), Factors(factors, EightChannelWeights.BlockChannels / 2));
        return Avx2.PackSignedSaturate(
            Avx2.PackSignedSaturate(Rescale(sums02A, a), Rescale(sums02B, b)), Avx2.PackSignedSaturate(Rescale(sums13A, a), Rescale(sums13B, b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PairFactors<Vector256<int>> Factors(byte* factors, int lane)
    {
        const int Block = EightChannelWeights.BlockChannels;
        var lanes = (int*)factors + lane;
        return new(
            Vector256.Load(lanes + Block), Vector256.Load(lanes + (2 * Block)), Vector256.Load(lanes + (3 * Block)),
            Vector256.Load(lanes + (4 * Block)), Vector256.Load(lanes + (5 * Block)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Rescale(Vector256<int> sums, in PairFactors<Vector256<int>> factors) =>
        Avx2PairStep.RescaleBounded(Avx2.Add(sums, sums), factors);
}

/// <summary>Two registers as one.</summary>
internal readonly unsafe struct EightChannelFinish512 : IEightChannelFinish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<sbyte> Narrow(
        Vector256<int> sums02A, Vector256<int> sums02B, Vector256<int> sums13A, Vector256<int> sums13B, byte* factors)
    {
        var shorts = Avx512BW.PackSignedSaturate(
            Rescale(sums02A, sums13A, factors, 0), Rescale(sums02B, sums13B, factors, EightChannelWeights.BlockChannels / 2));
        return Avx2.Permute4x64(Avx512BW.ConvertToVector256SByteWithSaturation(shorts).AsInt64(), 0b11_01_10_00).AsSByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Rescale(Vector256<int> lower, Vector256<int> upper, byte* factors, int lane)
    {
        var sums = lower.ToVector512Unsafe().WithUpper(upper);
        return Avx512WholeFinish.Rescale(Avx512F.Add(sums, sums), (int*)factors, lane);
    }
}
