using System.Buffers.Binary;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Stored elements as floats. 64-bit integers beyond 2^24 lose their low bits.</summary>
public static class Elements
{
    /// <summary>Little-endian <paramref name="bytes"/> of <paramref name="type"/>, element by element.</summary>
    public static float[] ToFloats(ReadOnlySpan<byte> bytes, ElementType type)
    {
        var size = type.SizeBytes();
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            var element = bytes.Slice(i * size, size);
            values[i] = type switch
            {
                ElementType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(element),
                ElementType.Int8 => (sbyte)element[0],
                ElementType.UInt8 or ElementType.Bool => element[0],
                ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
                ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
                ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
                ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
                ElementType.UInt64 => BinaryPrimitives.ReadUInt64LittleEndian(element),
                _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
            };
        }

        return values;
    }
}
