using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>Sixteen elements in four vectors. SQRDMULH, then SRSHL, with one subtracted from negative values so that ties go away from zero.</summary>
internal readonly unsafe struct AdvSimdLanes : IInt32Lanes<Vector128<int>>
{
    /// <summary>Bits of a fine element's shift that 16-bit lanes have room for; the rest is shifted while widening.</summary>
    private const byte NarrowShift = 7, WideShift = 13;

    public static int BlockLength => 16;

    public static Vector128<int> ZeroPoint(int zeroPoint) => Vector128.Create((sbyte)zeroPoint).AsInt32();

    /// <remarks>Upper halves are taken first, so that the lower ones need no copy.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(sbyte* x, Vector128<int> zeroPoint, out Vector128<int> a, out Vector128<int> b, out Vector128<int> c, out Vector128<int> d)
    {
        var (lower, upper) = Centred(x, zeroPoint);
        b = AdvSimd.SignExtendWideningUpper(lower);
        a = AdvSimd.SignExtendWideningLower(lower.GetLower());
        d = AdvSimd.SignExtendWideningUpper(upper);
        c = AdvSimd.SignExtendWideningLower(upper.GetLower());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFine(sbyte* x, Vector128<int> zeroPoint, out Vector128<int> a, out Vector128<int> b, out Vector128<int> c, out Vector128<int> d)
    {
        var (lower, upper) = Centred(x, zeroPoint);
        (lower, upper) = (AdvSimd.ShiftLeftLogical(lower, NarrowShift), AdvSimd.ShiftLeftLogical(upper, NarrowShift));
        b = AdvSimd.ShiftLeftLogicalWideningUpper(lower, WideShift);
        a = AdvSimd.ShiftLeftLogicalWideningLower(lower.GetLower(), WideShift);
        d = AdvSimd.ShiftLeftLogicalWideningUpper(upper, WideShift);
        c = AdvSimd.ShiftLeftLogicalWideningLower(upper.GetLower(), WideShift);
    }

    public static LimitLanes<Vector128<int>> Limits(OutputLimits limits) => new(
        Vector128.Create((short)limits.ZeroPoint).AsInt32(),
        Vector128.Create((sbyte)limits.Min).AsInt32(),
        Vector128.Create((sbyte)limits.Max).AsInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(
        Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, in LimitLanes<Vector128<int>> limits, sbyte* y)
    {
        var zeroPoint = limits.ZeroPoint.AsInt16();
        var lower = AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b), zeroPoint);
        var upper = AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(c), d), zeroPoint);
        var bytes = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(lower), upper);
        AdvSimd.Store(y, AdvSimd.Min(AdvSimd.Max(bytes, limits.Min.AsSByte()), limits.Max.AsSByte()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => AdvSimd.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) => AdvSimd.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => AdvSimd.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Half(Vector128<int> x) => AdvSimd.ShiftRightArithmetic(x, 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> AddHalf(Vector128<int> sum, Vector128<int> x) => AdvSimd.ShiftRightArithmeticAdd(sum, x, 1);

    public static RescaleLanes<Vector128<int>> Factor(QuantizedMultiplier multiplier) => new(
        Vector128.Create(multiplier.Multiplier),
        Vector128.Create(multiplier.Shift),
        Vector128<int>.Zero,
        Vector128.Create(multiplier.Shift < 0 ? -1 : 0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Rescale(Vector128<int> x, in RescaleLanes<Vector128<int>> factor)
    {
        var high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(x, factor.Multiplier);
        high = AdvSimd.ShiftRightArithmeticAdd(high, AdvSimd.And(high, factor.Tie), 31);
        return AdvSimd.ShiftArithmeticRounded(high, factor.RightShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> RescaleDown(Vector128<int> x, in RescaleLanes<Vector128<int>> factor)
    {
        var high = AdvSimd.MultiplyRoundedDoublingSaturateHigh(x, factor.Multiplier);
        return AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(high, high, 31), factor.RightShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector128<short> Lower, Vector128<short> Upper) Centred(sbyte* x, Vector128<int> zeroPoint)
    {
        var (elements, zero) = (AdvSimd.LoadVector128(x), zeroPoint.AsSByte());
        var upper = AdvSimd.SubtractWideningUpper(elements, zero);
        return (AdvSimd.SubtractWideningLower(elements.GetLower(), zero.GetLower()), upper);
    }
}
