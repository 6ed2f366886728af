using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace EdgeRuntime.Kernels;

/// <summary>Biases, multipliers and shifts of sixteen channels in Arm's order, 16 int32 of each; what turns their sums into int8.</summary>
internal static unsafe class Factors128
{
    public const int SizeBytes = 3 * 64;

    /// <summary>The sums times the factor fit into 16 bits.</summary>
    public static bool Covers(long bound, QuantizedMultiplier factor) =>
        (Int128)bound * factor.Multiplier < (Int128)(short.MaxValue - 1) << (31 - factor.Shift);

    public static void Place(byte* factors, int channel, int bias, QuantizedMultiplier factor)
    {
        ((int*)factors)[channel] = bias;
        var lanes = (int*)factors + 16 + (channel / 8 * 16) + (channel % 8);
        (lanes[0], lanes[8]) = (factor.Multiplier, factor.Shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Sums128 Biases(byte* factors)
    {
        var lanes = (int*)factors;
        Sums128 sums;
        sums.A = Vector128.Load(lanes);
        sums.B = Vector128.Load(lanes + 4);
        sums.C = Vector128.Load(lanes + 8);
        sums.D = Vector128.Load(lanes + 12);
        return sums;
    }

    /// <summary>
    /// SQRDMULH and SRSHL. SRSHL rounds ties up; one less in negative values makes it away from zero. What comes out fits into 16 bits; adding the
    /// zero point and narrowing to 8 saturate, and the limits lie within the type's.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Sums128 sums, byte* factors, Limits128 limits, sbyte* output)
    {
        var low = AdvSimd.AddSaturate(Rescale(sums.A, sums.B, factors, 16), limits.ZeroPoint);
        var high = AdvSimd.AddSaturate(Rescale(sums.C, sums.D, factors, 32), limits.ZeroPoint);
        var all = AdvSimd.ExtractNarrowingSaturateUpper(AdvSimd.ExtractNarrowingSaturateLower(low), high);
        AdvSimd.Min(AdvSimd.Max(all, limits.Min), limits.Max).Store(output);
    }

    /// <summary>Eight sums; their multipliers, then their shifts begin at a lane of the factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<short> Rescale(Vector128<int> a, Vector128<int> b, byte* factors, int lane)
    {
        var (multipliersA, multipliersB) = (Vector128.Load((int*)factors + lane), Vector128.Load((int*)factors + lane + 4));
        a = AdvSimd.MultiplyRoundedDoublingSaturateHigh(a, multipliersA);
        b = AdvSimd.MultiplyRoundedDoublingSaturateHigh(b, multipliersB);
        var (shiftsA, shiftsB) = (Vector128.Load((int*)factors + lane + 8), Vector128.Load((int*)factors + lane + 12));
        a = AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(a, a, 31), shiftsA);
        b = AdvSimd.ShiftArithmeticRounded(AdvSimd.ShiftRightArithmeticAdd(b, b, 31), shiftsB);
        return AdvSimd.Arm64.UnzipEven(a.AsInt16(), b.AsInt16());
    }
}
