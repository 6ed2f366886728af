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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Load(sbyte* x, int zeroPoint, out Vector128<int> a, out Vector128<int> b, out Vector128<int> c, out Vector128<int> d)
    {
        var (lower, upper) = Centred(x, zeroPoint);
        (a, b) = (AdvSimd.SignExtendWideningLower(lower.GetLower()), AdvSimd.SignExtendWideningUpper(lower));
        (c, d) = (AdvSimd.SignExtendWideningLower(upper.GetLower()), AdvSimd.SignExtendWideningUpper(upper));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void LoadFine(sbyte* x, int zeroPoint, out Vector128<int> a, out Vector128<int> b, out Vector128<int> c, out Vector128<int> d)
    {
        var (lower, upper) = Centred(x, zeroPoint);
        (lower, upper) = (AdvSimd.ShiftLeftLogical(lower, NarrowShift), AdvSimd.ShiftLeftLogical(upper, NarrowShift));
        a = AdvSimd.ShiftLeftLogicalWideningLower(lower.GetLower(), WideShift);
        b = AdvSimd.ShiftLeftLogicalWideningUpper(lower, WideShift);
        c = AdvSimd.ShiftLeftLogicalWideningLower(upper.GetLower(), WideShift);
        d = AdvSimd.ShiftLeftLogicalWideningUpper(upper, WideShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d, in OutputLimits limits, sbyte* y)
    {
        var zeroPoint = Vector128.Create((short)limits.ZeroPoint);
        var lower = AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(a), b), zeroPoint);
        var upper = AdvSimd.AddSaturate(AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(c), d), zeroPoint);
        var bytes = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(lower), upper);
        AdvSimd.Store(y, AdvSimd.Min(AdvSimd.Max(bytes, Vector128.Create((sbyte)limits.Min)), Vector128.Create((sbyte)limits.Max)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Add(Vector128<int> a, Vector128<int> b) => AdvSimd.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Subtract(Vector128<int> a, Vector128<int> b) => AdvSimd.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Multiply(Vector128<int> a, Vector128<int> b) => AdvSimd.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<int> Half(Vector128<int> x) => AdvSimd.ShiftRightArithmetic(x, 1);

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
    private static (Vector128<short> Lower, Vector128<short> Upper) Centred(sbyte* x, int zeroPoint)
    {
        var (elements, zero) = (AdvSimd.LoadVector128(x), Vector128.Create((sbyte)zeroPoint));
        return (AdvSimd.SubtractWideningLower(elements.GetLower(), zero.GetLower()), AdvSimd.SubtractWideningUpper(elements, zero));
    }
}
