using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>SMULL, SMLAL2, SADALP. Two products share 16 bits, so weights must not be -128: 2 * 128 * 127 fits, 2 * 128 * 128 does not.</summary>
internal readonly struct AdvSimdDotStep : IDotStep<Vector128<sbyte>, Vector128<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Widen(Vector128<sbyte> elements) => elements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> x, Vector128<sbyte> weights) =>
        AdvSimd.AddPairwiseWideningAndAdd(
            sum, AdvSimd.MultiplyWideningUpperAndAdd(AdvSimd.MultiplyWideningLower(x.GetLower(), weights.GetLower()), x, weights));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(a, b), AdvSimd.Arm64.AddPairwise(c, d));
}

/// <summary>SMULL, SADALP, SMULL2, SADALP: takes every weight.</summary>
internal readonly struct AdvSimdFullRangeDotStep : IDotStep<Vector128<sbyte>, Vector128<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Widen(Vector128<sbyte> elements) => elements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> x, Vector128<sbyte> weights) =>
        AdvSimd.AddPairwiseWideningAndAdd(
            AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x.GetLower(), weights.GetLower())),
            AdvSimd.MultiplyWideningUpper(x, weights));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        AdvSimdDotStep.Totals(a, b, c, d);
}

/// <summary>SDOT: four products into each lane.</summary>
internal readonly struct DpDotStep : IDotStep<Vector128<sbyte>, Vector128<int>>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Widen(Vector128<sbyte> elements) => elements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> sum, Vector128<sbyte> x, Vector128<sbyte> weights) => Dp.DotProduct(sum, x, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Totals(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        AdvSimdDotStep.Totals(a, b, c, d);
}

/// <summary>SQRDMULH and SRSHL. SRSHL rounds ties up; one subtracted from negative values that are shifted makes it away from zero.</summary>
internal readonly struct AdvSimdRescaleStep : IRescaleStep
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> x, Vector128<int> multipliers, Vector128<int> shifts)
    {
        var right = AdvSimd.Min(shifts, Vector128<int>.Zero);
        var high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(
            AdvSimd.ShiftLogical(x, AdvSimd.Max(shifts, Vector128<int>.Zero)), multipliers);
        var negative = AdvSimd.ShiftRightArithmetic(AdvSimd.And(high, right), 31);
        return AdvSimd.ShiftArithmeticRounded(AdvSimd.AddSaturate(high, negative), right);
    }
}
