using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>How a tensor's real numbers are stored: float32, or real = scale * (stored - zeroPoint).</summary>
public readonly record struct ValueFormat(ElementType Type, float Scale = 0, int ZeroPoint = 0)
{
    /// <summary>Below this, products of scales leave the range of float32.</summary>
    private const float SmallestScale = 1e-12f;

    private const float WideHeadroom = 2;

    public static ValueFormat Float => new(ElementType.Float32);

    /// <summary>
    /// TensorFlow Lite 8-bit quantization specification: int8 asymmetric with 0 exact; int16 symmetric, twice the magnitude in 32767 steps:
    /// what calibration did not see costs far more than a bit of sixteen.
    /// </summary>
    public static ValueFormat Of(ElementType type, ValueRange range)
    {
        if (type == ElementType.Int16)
        {
            return new ValueFormat(type, range.MaxMagnitude > 0 ? Math.Max(range.MaxMagnitude * WideHeadroom / short.MaxValue, SmallestScale) : 1f / short.MaxValue);
        }

        var (min, max) = (Math.Min(0, range.Min), Math.Max(0, range.Max));
        var scale = max > min ? Math.Max((float)(((double)max - min) / 255), SmallestScale) : 1f / 255;
        return new ValueFormat(type, scale, (int)Math.Clamp(Math.Round(sbyte.MinValue - ((double)min / scale)), sbyte.MinValue, sbyte.MaxValue));
    }

    public bool IsFormatOf(Value value) =>
        value.Type == Type && (Type == ElementType.Float32 || (value.Scales is [var scale] && scale.Equals(Scale) && value.ZeroPoint == ZeroPoint));

    /// <summary>Stored bytes of real numbers: rounded half away from zero, saturating.</summary>
    public byte[] Quantize(ReadOnlySpan<float> reals)
    {
        var (min, max) = Type.QuantizedRange();
        var bytes = new byte[reals.Length * Type.SizeBytes()];
        var wide = MemoryMarshal.Cast<byte, short>(bytes.AsSpan());
        for (var i = 0; i < reals.Length; i++)
        {
            var stored = (int)Math.Clamp(MathF.Round(reals[i] / Scale, MidpointRounding.AwayFromZero) + ZeroPoint, min, max);
            if (Type == ElementType.Int16)
            {
                wide[i] = (short)stored;
            }
            else
            {
                bytes[i] = (byte)stored;
            }
        }

        return bytes;
    }

    /// <summary>Real numbers of a tensor's bytes; of one without a scale, its elements.</summary>
    public static void Dequantize(Value value, ReadOnlySpan<byte> bytes, Span<float> reals)
    {
        var (scale, zeroPoint) = value.Scales is [var s] ? (s, value.ZeroPoint) : (1, 0);
        for (var i = 0; i < reals.Length; i++)
        {
            reals[i] = value.Type switch
            {
                ElementType.Float32 => MemoryMarshal.Cast<byte, float>(bytes)[i],
                ElementType.Int8 => scale * ((sbyte)bytes[i] - zeroPoint),
                ElementType.UInt8 => scale * (bytes[i] - zeroPoint),
                ElementType.Int16 => scale * (MemoryMarshal.Cast<byte, short>(bytes)[i] - zeroPoint),
                ElementType.Int32 => scale * (MemoryMarshal.Cast<byte, int>(bytes)[i] - (float)zeroPoint),
                _ => 0,
            };
        }
    }
}
