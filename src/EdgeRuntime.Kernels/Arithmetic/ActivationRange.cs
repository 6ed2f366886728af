using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Limits that a fused activation puts on an operator's output.</summary>
public static class ActivationRange
{
    /// <summary>Limits in the output's own integers, as the TensorFlow Lite reference computes them (rounded half away from zero).</summary>
    public static (int Min, int Max) Quantized(Activation activation, ElementType type, float scale, int zeroPoint)
    {
        var (typeMin, typeMax) = type.QuantizedRange();
        var (min, max) = Real(activation);
        return (
            float.IsFinite(min) ? Math.Max(typeMin, Quantize(min)) : typeMin,
            float.IsFinite(max) ? Math.Min(typeMax, Quantize(max)) : typeMax);

        // A tiny scale can put the limit beyond 32 bits; the type's own limit is what then counts.
        int Quantize(float real) => (int)Math.Clamp(zeroPoint + (double)MathF.Round(real / scale, MidpointRounding.AwayFromZero), int.MinValue, int.MaxValue);
    }

    /// <summary>Limits as real numbers; infinities where there is none.</summary>
    public static (float Min, float Max) Real(Activation activation) => activation switch
    {
        Activation.Relu => (0, float.PositiveInfinity),
        Activation.ReluN1To1 => (-1, 1),
        Activation.Relu6 => (0, 6),
        _ => (float.NegativeInfinity, float.PositiveInfinity),
    };
}
