using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The inner step of int8 dot products without SDOT, 16 bytes of x times 16 of weights, as halves and in parts: a tile mixes the
/// parts of several sums, so that no instruction waits for the one before it. SADALP of the sum and <see cref="Upper"/> ends the step.
/// </summary>
internal interface IAdvSimdStep
{
    /// <summary>The products of the lower halves.</summary>
    static abstract Vector128<short> Lower(Vector64<sbyte> xLow, Vector64<sbyte> weightsLow);

    /// <summary>The sum with those products, unless they go on in 16 bits.</summary>
    static abstract Vector128<int> Begin(Vector128<int> sum, Vector128<short> lower);

    /// <summary>The products of the upper halves, with the lower ones if those go on.</summary>
    static abstract Vector128<short> Upper(Vector128<short> lower, Vector64<sbyte> xHigh, Vector64<sbyte> weightsHigh);
}

/// <summary>Half a step, for a depth that ends within 8 bytes: SMULL, SADALP. Takes every weight.</summary>
internal static class AdvSimdHalfStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector64<sbyte> x, Vector64<sbyte> weights) =>
        AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x, weights));
}

/// <summary>SMULL, SMLAL, SADALP. Two products share 16 bits, so weights must not be -128: 2 * 128 * 127 fits, 2 * 128 * 128 does not.</summary>
internal readonly struct AdvSimdStep : IAdvSimdStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Lower(Vector64<sbyte> xLow, Vector64<sbyte> weightsLow) => AdvSimd.MultiplyWideningLower(xLow, weightsLow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Begin(Vector128<int> sum, Vector128<short> lower) => sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Upper(Vector128<short> lower, Vector64<sbyte> xHigh, Vector64<sbyte> weightsHigh) =>
        AdvSimd.MultiplyWideningLowerAndAdd(lower, xHigh, weightsHigh);
}

/// <summary>SMULL, SADALP, SMULL, SADALP: takes every weight.</summary>
internal readonly struct AdvSimdFullRangeStep : IAdvSimdStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Lower(Vector64<sbyte> xLow, Vector64<sbyte> weightsLow) => AdvSimd.MultiplyWideningLower(xLow, weightsLow);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Begin(Vector128<int> sum, Vector128<short> lower) => AdvSimd.AddPairwiseWideningAndAdd(sum, lower);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Upper(Vector128<short> lower, Vector64<sbyte> xHigh, Vector64<sbyte> weightsHigh) =>
        AdvSimd.MultiplyWideningLower(xHigh, weightsHigh);
}

/// <summary>
/// SQRDMULH and SRSHL. SRSHL rounds ties up; one subtracted from negative values that are shifted makes it away from zero. A significand is
/// not negative, so the product never is -2^31, and subtracting does not wrap.
/// </summary>
internal readonly struct AdvSimdRescaleStep : IRescaleStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> x, Vector128<int> multipliers, Vector128<int> shifts)
    {
        var right = AdvSimd.Min(shifts, Vector128<int>.Zero);
        var high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(
            AdvSimd.ShiftLogical(x, AdvSimd.Max(shifts, Vector128<int>.Zero)), multipliers);
        return AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(high, AdvSimd.And(high, right), 31), right);
    }
}
