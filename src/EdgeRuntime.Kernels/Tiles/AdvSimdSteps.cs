using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>The inner step of int8 dot products without SDOT: 16 bytes of x and of weights, as halves.</summary>
internal interface IAdvSimdStep
{
    /// <summary>sum + the sixteen products, spread over the lanes.</summary>
    static abstract Vector128<int> Add(
        Vector128<int> sum, Vector64<sbyte> xLow, Vector64<sbyte> xHigh, Vector64<sbyte> weightsLow, Vector64<sbyte> weightsHigh);
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
    public static Vector128<int> Add(
        Vector128<int> sum, Vector64<sbyte> xLow, Vector64<sbyte> xHigh, Vector64<sbyte> weightsLow, Vector64<sbyte> weightsHigh) =>
        AdvSimd.AddPairwiseWideningAndAdd(
            sum, AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(xLow, weightsLow), xHigh, weightsHigh));
}

/// <summary>SMULL, SADALP, SMULL, SADALP: takes every weight.</summary>
internal readonly struct AdvSimdFullRangeStep : IAdvSimdStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(
        Vector128<int> sum, Vector64<sbyte> xLow, Vector64<sbyte> xHigh, Vector64<sbyte> weightsLow, Vector64<sbyte> weightsHigh) =>
        AdvSimd.AddPairwiseWideningAndAdd(
            AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(xLow, weightsLow)),
            AdvSimd.MultiplyWideningLower(xHigh, weightsHigh));
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
