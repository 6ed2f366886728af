using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>
/// How sums become int8 outputs on Arm, in two halves around the saturating narrowing to 16 bits. <see cref="OutputStage"/> says which
/// implementation is exact for a step.
/// </summary>
internal interface IAdvSimdOutput
{
    /// <summary>Four sums of neighbouring channels, rescaled; <paramref name="zeroPoint"/> is the output's, 32 bits.</summary>
    static abstract Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint);

    /// <summary>Adds the output's zero point in 16 bits, unless <see cref="Rescale"/> did.</summary>
    static abstract Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint);
}

/// <summary>Any shift. The zero point is added in 32 bits, because the reference's sum may wrap.</summary>
internal readonly struct AdvSimdAnyShiftOutput : IAdvSimdOutput
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint) =>
        AdvSimdRescaleStep.Rescale(sums, multipliers, shifts) + zeroPoint;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint) => scaled;
}

/// <summary>
/// Every shift to the right by at least 1 (<see cref="OutputStage.ShiftsRight"/>): SQRDMULH, SSRA, SRSHL. The result has 31 bits, so that
/// saturating to 16, adding the zero point there and saturating to 8 gives what clamping the sum of both gives.
/// </summary>
internal readonly struct AdvSimdRightShiftOutput : IAdvSimdOutput
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint)
    {
        var high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(sums, multipliers);
        return AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(high, high, 31), shifts);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint) => AdvSimd.AddSaturate(scaled, zeroPoint);
}

/// <summary>What every output of a step is offset and limited by, in registers.</summary>
internal readonly unsafe struct AdvSimdLimits(OutputStage* stage)
{
    public readonly Vector128<int> ZeroPoint = Vector128.Create(stage->OutputZeroPoint);
    private readonly Limits128 _limits = new(stage);

    /// <summary>Sixteen rescaled sums as int8 outputs, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector128<sbyte> Narrow<TOutput>(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d)
        where TOutput : IAdvSimdOutput
    {
        var low = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b);
        var high = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(c), d);
        var bytes = AdvSimd.ExtractNarrowingSaturateUpper(
            AdvSimd.ExtractNarrowingSaturateLower(TOutput.Offset(low, _limits.ZeroPoint)), TOutput.Offset(high, _limits.ZeroPoint));
        return AdvSimd.Min(AdvSimd.Max(bytes, _limits.Min), _limits.Max);
    }
}
