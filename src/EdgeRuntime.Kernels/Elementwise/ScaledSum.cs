using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Sum or difference of two quantized numbers: both are brought to twice the larger scale with <see cref="LeftShift"/> extra bits,
/// combined, and brought to the output's scale (TensorFlow Lite reference, general quantized addition).
/// </summary>
public readonly unsafe record struct ScaledSum(
    int ZeroPointA,
    int ZeroPointB,
    QuantizedMultiplier A,
    QuantizedMultiplier B,
    QuantizedMultiplier Output,
    int LeftShift,
    OutputLimits Limits)
{
    /// <summary>Of inputs 0 and 1 and output 0.</summary>
    public static ScaledSum Of(StepContext* step, Activation activation)
    {
        ref readonly var a = ref step->Inputs[0];
        ref readonly var b = ref step->Inputs[1];
        ref readonly var output = ref step->Outputs[0];

        // As many extra bits as keep the sum of two centred values below 2^31.
        var leftShift = output.Type == ElementType.Int16 ? 15 : 20;
        var twiceLarger = 2.0 * Math.Max(a.Scale, b.Scale);
        return new(
            a.ZeroPoint,
            b.ZeroPoint,
            QuantizedMultiplier.From(a.Scale / twiceLarger),
            QuantizedMultiplier.From(b.Scale / twiceLarger),
            OutputFactor(a.Scale, b.Scale, output.Scale, leftShift),
            leftShift,
            OutputLimits.Of(output, activation));
    }

    /// <summary>From the sum, at twice the larger scale with <paramref name="leftShift"/> extra bits, to the output.</summary>
    public static QuantizedMultiplier OutputFactor(float scaleA, float scaleB, float outputScale, int leftShift) =>
        QuantizedMultiplier.From(2.0 * Math.Max(scaleA, scaleB) / ((1 << leftShift) * (double)outputScale));

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
