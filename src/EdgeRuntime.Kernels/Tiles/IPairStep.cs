using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The instructions of <see cref="PairTile{TStep, TVector, TRows, TColumns}"/>: every 32-bit lane is one output channel and takes a group
/// of neighbouring depths at a time, two of 16 bits or four of 8.
/// </summary>
/// <typeparam name="TVector">A register, seen as 32-bit lanes.</typeparam>
internal unsafe interface IPairStep<TVector>
    where TVector : unmanaged
{
    /// <summary>Output channels in a register.</summary>
    static abstract int Lanes { get; }

    /// <summary>Elements of x in a group, which has four bytes.</summary>
    static abstract int GroupDepth { get; }

    /// <summary>Bytes of a weight: 1, or 2 where they are widened before.</summary>
    static abstract int WeightBytes { get; }

    /// <summary>How x is laid out for groups.</summary>
    static abstract PairForm Form { get; }

    /// <summary>
    /// Lays out elements of x, and may write <see cref="WidenedBytes.Slack"/> more; reads nothing at or behind <paramref name="limit"/>.
    /// </summary>
    static abstract void Take(sbyte* source, int count, int shift, byte* target, sbyte* limit);

    /// <summary>Lays out one value again and again, like <see cref="Take"/>.</summary>
    static abstract void Fill(int value, int count, int shift, byte* target);

    static abstract TVector Load(int* source);

    static abstract void Store(TVector sums, int* target);

    /// <summary>A group of weights for each lane.</summary>
    static abstract TVector Weights(sbyte* source);

    /// <summary>One group of x in every lane.</summary>
    static abstract TVector Group(byte* source);

    /// <summary>sums + x0 * w0 + x1 * w1 (+ x2 * w2 + x3 * w3) in every lane; exact.</summary>
    static abstract TVector MultiplyAdd(TVector sums, TVector x, TVector weights);

    /// <summary>Two groups at once may take half the products: <see cref="InnerProduct"/>.</summary>
    static abstract bool HalvesProducts { get; }

    /// <summary>
    /// Two groups of x and the weights of both in every lane, and beside the wanted sum that of <see cref="InnerProduct"/>'s two terms where
    /// <see cref="HalvesProducts"/>; modulo 2^32.
    /// </summary>
    static abstract TVector MultiplyAddTwo(TVector sums, TVector x0, TVector x1, TVector weights0, TVector weights1);

    static abstract TVector Add(TVector a, TVector b);

    /// <summary>Rescales the sums of <see cref="PairWeights.Bounded"/> weights and adds the zero point, as <see cref="PairRescale"/> says.</summary>
    static abstract TVector RescaleBounded(TVector sums, in PairFactors<TVector> factors);

    /// <summary>Rescales by <see cref="FloatRescale"/>, which adds the zero point, too.</summary>
    static abstract TVector RescaleFloat(TVector sums, in PairFloats<TVector> factors);

    /// <summary><see cref="FixedPoint.MultiplyByQuantizedMultiplier(int, int, int)"/>; multipliers are not negative, shifts -31..30.</summary>
    static abstract TVector Rescale(TVector sums, TVector multipliers, TVector shifts);

    /// <summary>Saturates to int8; the channels' bytes are the first of the result.</summary>
    static abstract Vector128<sbyte> Narrow(TVector values);

    static abstract TVector Create(int value);
}
