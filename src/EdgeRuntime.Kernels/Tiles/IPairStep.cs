using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The instructions of <see cref="PairTile{TStep, TVector, TRows, TColumns}"/>: every 32-bit lane is one output channel and takes two
/// products at a time, of the depths 2k and 2k + 1.
/// </summary>
/// <typeparam name="TVector">A register, seen as 32-bit lanes.</typeparam>
internal unsafe interface IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Output channels in a register.</summary>
    static abstract int Lanes { get; }

    static abstract TVector Load(int* source);

    static abstract void Store(TVector sums, int* target);

    /// <summary>Two weights for each lane, widened to 16 bits.</summary>
    static abstract TVector Weights(sbyte* source);

    /// <summary>Two neighbouring elements of x in every lane.</summary>
    static abstract TVector Pair(short* source);

    /// <summary>x0 * w0 + x1 * w1 in every lane; exact.</summary>
    static abstract TVector Multiply(TVector x, TVector weights);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>Rescales sums that were doubled and adds the zero point, as <see cref="PairRescale"/> says.</summary>
    static abstract TVector RescaleDoubled(TVector sums, in PairFactors<TVector> factors);

    /// <summary><see cref="FixedPoint.MultiplyByQuantizedMultiplier(int, int, int)"/>; multipliers are not negative, shifts -31..30.</summary>
    static abstract TVector Rescale(TVector sums, TVector multipliers, TVector shifts);

    /// <summary>Saturates to int8; the channels' bytes are the first of the result.</summary>
    static abstract Vector128<sbyte> Narrow(TVector values);

    static abstract TVector Create(int value);
}
