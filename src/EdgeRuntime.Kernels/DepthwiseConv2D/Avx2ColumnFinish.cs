using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Turns sums of eight channels into what saturates to int8.</summary>
internal unsafe interface IAvx2ColumnFinish
{
    /// <summary>Outputs are still to be limited; else their limits are those of int8.</summary>
    static abstract bool HasLimits { get; }

    static abstract Vector256<int> Rescale(Vector256<int> sums, Avx2ColumnFactors* factors);
}

/// <summary>By <see cref="FloatRescale"/>.</summary>
internal readonly unsafe struct Avx2FloatFinish : IAvx2ColumnFinish
{
    public static bool HasLimits => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rescale(Vector256<int> sums, Avx2ColumnFactors* factors) =>
        FloatRescale.OneSided(sums, Vector256.Load(factors->Scale), Vector256.Load(factors->Offset));
}

/// <summary>By <see cref="FactorsX64"/>.</summary>
/// <typeparam name="TDoubled">How sums become doubled ones.</typeparam>
internal readonly unsafe struct Avx2WholeFinish<TDoubled> : IAvx2ColumnFinish
    where TDoubled : IDoubledSums
{
    public static bool HasLimits => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> Rescale(Vector256<int> sums, Avx2ColumnFactors* factors)
    {
        const int Lanes = Avx2ColumnFactors.Channels;
        var whole = factors->Whole;
        return Avx2PairStep.RescaleBounded(
            TDoubled.Of(sums),
            new(Vector256.Load(whole + Lanes), Vector256.Load(whole + (2 * Lanes)), Vector256.Load(whole + (3 * Lanes)),
                Vector256.Load(whole + (4 * Lanes)), Vector256.Load(whole + (5 * Lanes))));
    }
}

/// <summary>Twice the sums of a kernel over columns.</summary>
internal interface IDoubledSums
{
    static abstract Vector256<int> Of(Vector256<int> sums);
}
