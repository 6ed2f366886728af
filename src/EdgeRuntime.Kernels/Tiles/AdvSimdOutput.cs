using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>
/// How sums become int8 outputs on Arm: rescaled, offset in 16 bits and narrowed to 8, both saturating, and limited.
/// <see cref="AdvSimdOutputs"/> says which implementation is exact for a step.
/// </summary>
internal interface IAdvSimdOutput
{
    /// <summary>Four sums of neighbouring channels, rescaled; <paramref name="zeroPoint"/> is the output's, 32 bits.</summary>
    static abstract Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint);

    /// <summary>Adds the output's zero point in 16 bits, unless <see cref="Rescale"/> did.</summary>
    static abstract Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint);

    /// <summary>Clamps outputs, unless narrowing did.</summary>
    static abstract Vector128<sbyte> Limit(Vector128<sbyte> outputs, Vector128<sbyte> min, Vector128<sbyte> max);
}

/// <summary>Any shift. The zero point is added in 32 bits, because the reference's sum may wrap.</summary>
internal readonly struct AdvSimdAnyShiftOutput : IAdvSimdOutput
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint) =>
        AdvSimdRescaleStep.Rescale(sums, multipliers, shifts) + zeroPoint;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint) => scaled;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Limit(Vector128<sbyte> outputs, Vector128<sbyte> min, Vector128<sbyte> max) =>
        AdvSimd.Min(AdvSimd.Max(outputs, min), max);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Limit(Vector128<sbyte> outputs, Vector128<sbyte> min, Vector128<sbyte> max) =>
        AdvSimdAnyShiftOutput.Limit(outputs, min, max);
}

/// <summary>Shifts to the right, and limits that are the type's own: saturating to 8 bits is all the clamping there is.</summary>
internal readonly struct AdvSimdSaturatedOutput : IAdvSimdOutput
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint) =>
        AdvSimdRightShiftOutput.Rescale(sums, multipliers, shifts, zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint) => AdvSimd.AddSaturate(scaled, zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Limit(Vector128<sbyte> outputs, Vector128<sbyte> min, Vector128<sbyte> max) => outputs;
}

/// <summary>
/// The same with a zero point of -128, as behind a ReLU: whatever is not positive becomes -128. Only negative ties are rounded otherwise by
/// SRSHL than away from zero, and it leaves them at 0 or below: nothing is to be mended.
/// </summary>
internal readonly struct AdvSimdRectifiedOutput : IAdvSimdOutput
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> sums, Vector128<int> multipliers, Vector128<int> shifts, Vector128<int> zeroPoint) =>
        AdvSimd.ShiftArithmeticRounded(AdvSimd.MultiplyRoundedDoublingSaturateHigh(sums, multipliers), shifts);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Offset(Vector128<short> scaled, Vector128<short> zeroPoint) => AdvSimd.AddSaturate(scaled, zeroPoint);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<sbyte> Limit(Vector128<sbyte> outputs, Vector128<sbyte> min, Vector128<sbyte> max) => outputs;
}
