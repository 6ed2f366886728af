using System.Buffers.Binary;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>A NumPy array: little-endian, row-major. 16 and 64-bit floats, and unsigned integers beyond 8 bits, become the type that holds them (uint64 below 2^63).</summary>
/// <param name="Type">Element type.</param>
/// <param name="Dimensions">Dimensions, outermost first; empty for a scalar.</param>
/// <param name="Bytes">Elements.</param>
public sealed record NpyArray(ElementType Type, int[] Dimensions, byte[] Bytes)
{
    public int Count => Dimensions.Aggregate(1, (a, b) => checked(a * b));

    /// <summary>For people: <c>int8 (1, 49, 10, 1)</c>.</summary>
    public override string ToString() =>
        $"{Type.ToString().ToLowerInvariant()} ({string.Join(", ", Dimensions)}{(Dimensions.Length == 1 ? "," : "")})";

    internal static byte[] Reverse(ReadOnlySpan<byte> bytes, int size)
    {
        var reversed = bytes.ToArray();
        for (var i = 0; i + size <= reversed.Length; i += size)
        {
            reversed.AsSpan(i, size).Reverse();
        }

        return reversed;
    }

    internal static byte[] Float16ToFloat32(ReadOnlySpan<byte> bytes)
    {
        var floats = new byte[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i += 2)
        {
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(2 * i), (float)BinaryPrimitives.ReadHalfLittleEndian(bytes[i..]));
        }

        return floats;
    }

    internal static byte[] Float64ToFloat32(ReadOnlySpan<byte> bytes)
    {
        var floats = new byte[bytes.Length / 2];
        for (var i = 0; i < floats.Length; i += 4)
        {
            BinaryPrimitives.WriteSingleLittleEndian(floats.AsSpan(i), (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes[(2 * i)..]));
        }

        return floats;
    }

    internal static byte[] Widen(ReadOnlySpan<byte> bytes, int size)
    {
        var wide = new byte[bytes.Length * 2];
        for (var i = 0; i < bytes.Length; i += size)
        {
            bytes.Slice(i, size).CopyTo(wide.AsSpan(2 * i));
        }

        return wide;
    }
}
