using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Sum or difference of two quantized numbers: both are brought to twice the larger scale with <see cref="LeftShift"/> extra bits,
/// combined, and brought to the output's scale (TensorFlow Lite reference, general quantized addition).
/// </summary>
public readonly record struct ScaledSum(
    int ZeroPointA,
    int ZeroPointB,
    QuantizedMultiplier A,
    QuantizedMultiplier B,
    QuantizedMultiplier Output,
    int LeftShift,
    OutputLimits Limits)
{
    /// <summary>Extra bits that keep the sum of two centred values below 2^31.</summary>
    public static int LeftShiftFor(ElementType type) => type == ElementType.Int16 ? 15 : 20;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ScaleA(int a) => Scale((a - ZeroPointA) << LeftShift, A);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ScaleB(int b) => Scale((b - ZeroPointB) << LeftShift, B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Finish(int sum) => Limits.Apply(Scale(sum, Output));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Scale(int x, QuantizedMultiplier multiplier) =>
        FixedPoint.MultiplyByQuantizedMultiplier(x, multiplier.Multiplier, multiplier.Shift);
}
