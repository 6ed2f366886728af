using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Biases, multipliers and shifts of sixteen channels in Arm's order, 16 int32 of each; what turns their sums into int8.</summary>
internal static unsafe class Factors128
{
    public const int SizeBytes = 3 * 64;

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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TOutput>(Sums128 sums, byte* factors, AdvSimdLimits limits, sbyte* output)
        where TOutput : IAdvSimdOutput
    {
        var lanes = (int*)factors;
        var (multipliersA, multipliersB) = (Vector128.Load(lanes + 16), Vector128.Load(lanes + 20));
        var (shiftsA, shiftsB) = (Vector128.Load(lanes + 24), Vector128.Load(lanes + 28));
        var a = TOutput.Rescale(sums.A, multipliersA, shiftsA, limits.ZeroPoint);
        var b = TOutput.Rescale(sums.B, multipliersB, shiftsB, limits.ZeroPoint);
        var (multipliersC, multipliersD) = (Vector128.Load(lanes + 32), Vector128.Load(lanes + 36));
        var (shiftsC, shiftsD) = (Vector128.Load(lanes + 40), Vector128.Load(lanes + 44));
        var c = TOutput.Rescale(sums.C, multipliersC, shiftsC, limits.ZeroPoint);
        var d = TOutput.Rescale(sums.D, multipliersD, shiftsD, limits.ZeroPoint);
        limits.Narrow<TOutput>(a, b, c, d).Store(output);
    }
}
