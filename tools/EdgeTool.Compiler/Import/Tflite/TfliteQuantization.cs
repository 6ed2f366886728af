using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Quantization of tensors: real = scale * (stored - zeroPoint), TensorFlow Lite 8-bit quantization specification.</summary>
internal static class TfliteQuantization
{
    /// <summary>First values of a state lie in the packed file.</summary>
    private const int MaxStateBytes = 8 << 20;

    /// <summary>Checks a tensor's scales and zero points and gives them to its value.</summary>
    /// <exception cref="UnsupportedException">They cannot be held.</exception>
    public static void Apply(TfliteTensor tensor, Value value)
    {
        // Float tensors keep the ranges they were trained with; index and flag tensors have scales that mean nothing.
        if (tensor.Scales.Length == 0 || value.Type is ElementType.Float32 or ElementType.Int64 or ElementType.Bool)
        {
            return;
        }

        if (!tensor.Scales.All(s => float.IsFinite(s) && s > 0))
        {
            if (value.Type == ElementType.Int32)
            {
                return;
            }

            throw new UnsupportedException(
                $"uses '{value.Name}' with a scale of {tensor.Scales.First(s => !float.IsFinite(s) || s <= 0)}",
                "quantize again with data that reaches this tensor");
        }

        if (tensor.Scales.Length == 1)
        {
            var zeroPoint = tensor.ZeroPoints.Length > 0 ? tensor.ZeroPoints[0] : 0;
            var (min, max) = value.Type.QuantizedRange();
            value.Scales = [tensor.Scales[0]];
            value.ZeroPoint = zeroPoint >= min && zeroPoint <= max
                ? (int)zeroPoint
                : throw new UnsupportedException($"uses '{value.Name}' with the zero point {zeroPoint}", $"quantize again; {value.Type} holds {min}..{max}");
            return;
        }

        (value.Scales, value.ChannelAxis) = (tensor.Scales, AxisOf(tensor, value.Name));
    }

    /// <summary>Bytes that mean 0.0 in an 8-bit variable; null when they are zeros anyway. Wider variables start at stored zero.</summary>
    public static byte[]? RestingBytes(Value variable)
    {
        if (variable.Type != ElementType.Int8 || variable.ZeroPoint == 0)
        {
            return null;
        }

        if (variable.Info.ByteLength > MaxStateBytes)
        {
            throw new UnsupportedException($"keeps '{variable.Name}' ({variable.Info}) from one inference to the next", $"keep states below {MaxStateBytes} bytes");
        }

        var bytes = new byte[variable.Info.ByteLength];
        bytes.AsSpan().Fill((byte)variable.ZeroPoint);
        return bytes;
    }

    /// <summary>A constant's real values, as float32 bytes.</summary>
    /// <exception cref="UnsupportedException">Its type has no real values.</exception>
    public static byte[] ToFloats(TfliteTensor tensor)
    {
        var data = tensor.Data.Span;
        var floats = tensor.Type switch
        {
            TfliteType.Float16 => FromHalves(MemoryMarshal.Cast<byte, Half>(data)),
            TfliteType.Int4 => Scaled(tensor, MemoryMarshal.Cast<byte, sbyte>(FromHalfBytes(tensor))),
            TfliteType.Int8 => Scaled(tensor, MemoryMarshal.Cast<byte, sbyte>(data)),
            TfliteType.UInt8 => Scaled(tensor, data),
            TfliteType.Int16 => Scaled(tensor, MemoryMarshal.Cast<byte, short>(data)),
            TfliteType.Float32 => MemoryMarshal.Cast<byte, float>(data).ToArray(),
            _ => throw new UnsupportedException($"needs the real values of '{tensor.Name}' ({tensor.Type})", "store them as float32, float16 or int8"),
        };
        return MemoryMarshal.AsBytes(floats.AsSpan()).ToArray();
    }

    /// <summary>Elements of an int4 constant, two to a byte with the earlier one in the low half, as int8.</summary>
    public static byte[] FromHalfBytes(TfliteTensor tensor)
    {
        var elements = new byte[new Shape(tensor.Shape).ElementCount];
        for (var i = 0; i < elements.Length; i++)
        {
            var bits = (tensor.Data.Span[i / 2] >> (i % 2 * 4)) & 15;
            elements[i] = (byte)((bits ^ 8) - 8);
        }

        return elements;
    }

    private static float[] FromHalves(ReadOnlySpan<Half> halves)
    {
        var floats = new float[halves.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            floats[i] = (float)halves[i];
        }

        return floats;
    }

    private static float[] Scaled<T>(TfliteTensor tensor, ReadOnlySpan<T> stored) where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        if (tensor.Scales.Length == 0)
        {
            throw new UnsupportedException($"needs the real values of '{tensor.Name}', which has no scale", "convert the model again; the file is incomplete");
        }

        var (channels, inner) = (1, 1);
        if (tensor.Scales.Length > 1)
        {
            channels = tensor.Scales.Length;
            inner = new Shape(tensor.Shape).Product(AxisOf(tensor, tensor.Name) + 1, tensor.Shape.Length);
        }

        var floats = new float[stored.Length];
        for (var i = 0; i < floats.Length; i++)
        {
            var channel = i / inner % channels;
            var zeroPoint = channel < tensor.ZeroPoints.Length ? tensor.ZeroPoints[channel] : 0;
            floats[i] = tensor.Scales[channel] * (int.CreateTruncating(stored[i]) - zeroPoint);
        }

        return floats;
    }

    /// <summary>Axis that the scales run along. Old converters copied the weights' axis to the bias, which has only one.</summary>
    private static int AxisOf(TfliteTensor tensor, string name)
    {
        var axis = tensor.Shape.Length == 1 ? 0 : tensor.QuantizedDimension;
        if (axis < 0 || axis >= tensor.Shape.Length || tensor.Shape[axis] != tensor.Scales.Length)
        {
            throw new UnsupportedException(
                $"uses '{name}' [{string.Join(", ", tensor.Shape)}] with {tensor.Scales.Length} scales along dimension {axis}",
                "give one scale, or one for each index of a dimension");
        }

        return tensor.ZeroPoints.Any(z => z != 0)
            ? throw new UnsupportedException($"uses '{name}' with zero points per channel", "quantize per-channel weights symmetrically (zero points 0)")
            : axis;
    }
}
