using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// stored = clamp(round(real / scale) + zeroPoint, typeMin, typeMax), halves rounded away from zero; TensorFlow Lite 8-bit
/// quantization specification. A NaN is stored as the zero point.
/// </summary>
public static class InputQuantizer
{
    /// <summary>Whether real numbers can be stored in a tensor like this.</summary>
    public static bool CanWrite(OperandInfo input) => input.Type switch
    {
        ElementType.Float32 or ElementType.Int32 => true,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 => input.Scale > 0 && !input.IsPerChannel,
        _ => false,
    };

    /// <param name="real">One number per element.</param>
    /// <param name="input">Type and quantization, for which <see cref="CanWrite"/> holds.</param>
    /// <param name="stored">The tensor's bytes.</param>
    public static void Write(ReadOnlySpan<float> real, OperandInfo input, Span<byte> stored)
    {
        switch (input.Type)
        {
            case ElementType.Float32:
                real.CopyTo(MemoryMarshal.Cast<byte, float>(stored));
                break;
            case ElementType.Int8:
                Quantize(real, input, MemoryMarshal.Cast<byte, sbyte>(stored), static q => (sbyte)q);
                break;
            case ElementType.UInt8:
                Quantize(real, input, stored, static q => (byte)q);
                break;
            case ElementType.Int16:
                Quantize(real, input, MemoryMarshal.Cast<byte, short>(stored), static q => (short)q);
                break;
            default:
                Quantize(real, input, MemoryMarshal.Cast<byte, int>(stored), static q => q);
                break;
        }
    }

    /// <summary>One number in the units of a quantized tensor.</summary>
    public static int Quantize(float real, float scale, int zeroPoint, int min, int max)
    {
        var rounded = MathF.Round(real / scale, MidpointRounding.AwayFromZero);
        return float.IsNaN(rounded) ? zeroPoint : (int)Math.Clamp((double)rounded + zeroPoint, min, max);
    }

    private static void Quantize<T>(ReadOnlySpan<float> real, OperandInfo input, Span<T> stored, Func<int, T> narrow)
    {
        var (min, max) = input.Type.QuantizedRange();
        var scale = input.Scale > 0 ? input.Scale : 1;
        for (var i = 0; i < real.Length; i++)
        {
            stored[i] = narrow(Quantize(real[i], scale, input.ZeroPoint, min, max));
        }
    }
}
