using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>The last step of an integer operator: add the output's zero point, clamp to the activation's range.</summary>
public readonly record struct OutputLimits(int ZeroPoint, int Min, int Max)
{
    /// <summary>Of a quantized output.</summary>
    public static OutputLimits Of(in Operand output, Activation activation = Activation.None)
    {
        var (min, max) = ActivationRange.Quantized(activation, output.Type, output.Scale, output.ZeroPoint);
        return new(output.ZeroPoint, min, max);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Apply(int scaled) => Math.Max(Min, Math.Min(Max, scaled + ZeroPoint));
}
