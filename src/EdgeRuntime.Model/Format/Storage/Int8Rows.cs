using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>
/// float32 elements that are a scale of their row (first axis) times -127..127: <see cref="ConstantStorage.Int8Rows"/>. The scales come first,
/// then the integers.
/// </summary>
internal static class Int8Rows
{
    private const int Limit = 127;

    /// <summary>A row's scale follows from its largest magnitude but for the rounding of the product: so many floats on each side.</summary>
    private const int Neighbours = 2;

    /// <summary>Bytes of the file; 0 where there are no rows.</summary>
    public static long SizeBytes(Shape shape) => shape.Rank < 2 ? 0 : ((long)shape[0] * sizeof(float)) + shape.ElementCount;

    public static void Expand(ReadOnlySpan<byte> stored, Shape shape, Span<float> elements)
    {
        var (rows, length) = (shape[0], shape.Product(1, shape.Rank));
        var scales = MemoryMarshal.Cast<byte, float>(stored[..(rows * sizeof(float))]);
        var steps = MemoryMarshal.Cast<byte, sbyte>(stored[(rows * sizeof(float))..]);
        for (var row = 0; row < rows; row++)
        {
            for (var i = row * length; i < (row + 1) * length; i++)
            {
                elements[i] = scales[row] * steps[i];
            }
        }
    }

    /// <summary>Stored bytes that give the very elements back; null when there are none.</summary>
    public static byte[]? Pack(Shape shape, ReadOnlySpan<float> elements)
    {
        if (shape.Rank < 2)
        {
            return null;
        }

        var (rows, length) = (shape[0], shape.Product(1, shape.Rank));
        var stored = new byte[SizeBytes(shape)];
        var scales = MemoryMarshal.Cast<byte, float>(stored.AsSpan(0, rows * sizeof(float)));
        var steps = MemoryMarshal.Cast<byte, sbyte>(stored.AsSpan(rows * sizeof(float)));
        for (var row = 0; row < rows; row++)
        {
            if (ScaleOf(elements.Slice(row * length, length), steps.Slice(row * length, length)) is not { } scale)
            {
                return null;
            }

            scales[row] = scale;
        }

        return stored;
    }

    private static float? ScaleOf(ReadOnlySpan<float> row, Span<sbyte> steps)
    {
        var largest = 0f;
        foreach (var element in row)
        {
            largest = MathF.Max(largest, MathF.Abs(element));
        }

        if (!float.IsFinite(largest))
        {
            return null;
        }

        var bits = BitConverter.SingleToInt32Bits(largest / Limit);
        for (var near = -Neighbours; near <= Neighbours; near++)
        {
            var scale = BitConverter.Int32BitsToSingle(Math.Max(0, bits + near));
            if (Fits(row, scale, steps))
            {
                return scale;
            }
        }

        return null;
    }

    private static bool Fits(ReadOnlySpan<float> row, float scale, Span<sbyte> steps)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var step = scale > 0 ? MathF.Round(row[i] / scale) : 0;
            if (MathF.Abs(step) > Limit || BitConverter.SingleToInt32Bits(scale * (sbyte)step) != BitConverter.SingleToInt32Bits(row[i]))
            {
                return false;
            }

            steps[i] = (sbyte)step;
        }

        return true;
    }
}
