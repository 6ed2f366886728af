using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Turns sums of eight channels into int8, the first eight bytes of the result.</summary>
internal unsafe interface IAvx2ColumnFinish
{
    static abstract Vector128<sbyte> Finish(Vector256<int> sums, Avx2ColumnFactors* factors, LimitsX64 limits);
}

/// <summary>By <see cref="FloatRescale"/>; the limits are those of int8.</summary>
internal readonly unsafe struct Avx2FloatFinish : IAvx2ColumnFinish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Finish(Vector256<int> sums, Avx2ColumnFactors* factors, LimitsX64 limits) =>
        Avx2PairStep.Narrow(FloatRescale.OneSided(sums, Vector256.Load(factors->Scale), Vector256.Load(factors->Offset)));
}

/// <summary>By <see cref="FactorsX64"/>.</summary>
internal readonly unsafe struct Avx2WholeFinish : IAvx2ColumnFinish
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Finish(Vector256<int> sums, Avx2ColumnFactors* factors, LimitsX64 limits)
    {
        const int Lanes = Avx2ColumnFactors.Channels;
        var whole = factors->Whole;
        var values = Avx2PairStep.RescaleBounded(
            Avx2.ShiftRightArithmetic(sums, Avx2ColumnFactors.Shift - 1),
            new(Vector256.Load(whole + Lanes), Vector256.Load(whole + (2 * Lanes)), Vector256.Load(whole + (3 * Lanes)),
                Vector256.Load(whole + (4 * Lanes)), Vector256.Load(whole + (5 * Lanes))));
        return Sse41.Min(Sse41.Max(Avx2PairStep.Narrow(values), limits.Min.GetLower()), limits.Max.GetLower());
    }
}
