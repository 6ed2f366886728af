using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements at the border of a model: in the types that its file declares, of which some are held in others here.</summary>
public static class OnnxElements
{
    /// <summary>Raw little-endian elements as the element type that holds them here.</summary>
    /// <param name="type">Type that the model declares.</param>
    /// <param name="raw">As many bytes as <paramref name="count"/> elements take.</param>
    /// <param name="count">Elements.</param>
    /// <exception cref="UnsupportedException">A value does not fit.</exception>
    public static byte[] Hold(OnnxType type, ReadOnlySpan<byte> raw, long count) =>
        new OnnxTensor("the input", type, [count], default).DecodeRaw(raw, type.Require("the input"));

    /// <summary>Held elements in the type that the model declares; unchanged where numpy knows no such type (bfloat16, 4 bits, 8-bit floats).</summary>
    public static byte[] Give(OnnxType type, ReadOnlySpan<byte> held) => type switch
    {
        OnnxType.Double => Convert<float>(held, sizeof(double), static (v, to) => BinaryPrimitives.WriteDoubleLittleEndian(to, v)),
        OnnxType.Float16 => Convert<float>(held, 2, static (v, to) => BinaryPrimitives.WriteHalfLittleEndian(to, (Half)v)),
        OnnxType.UInt16 => Convert<int>(held, sizeof(ushort), static (v, to) => BinaryPrimitives.WriteUInt16LittleEndian(to, (ushort)v)),
        OnnxType.UInt32 => Convert<long>(held, sizeof(uint), static (v, to) => BinaryPrimitives.WriteUInt32LittleEndian(to, (uint)v)),
        _ => held.ToArray(),
    };

    /// <summary>Type string of numpy for what <see cref="Give"/> writes; null where it is that of the held element type.</summary>
    public static string? NumpyType(OnnxType type) => type switch
    {
        OnnxType.Double => "<f8",
        OnnxType.Float16 => "<f2",
        OnnxType.UInt16 => "<u2",
        OnnxType.UInt32 => "<u4",
        OnnxType.UInt64 => "<u8",
        _ => null,
    };

    private delegate void Writer<T>(T value, Span<byte> target);

    private static byte[] Convert<T>(ReadOnlySpan<byte> held, int sizeBytes, Writer<T> write) where T : unmanaged
    {
        var elements = MemoryMarshal.Cast<byte, T>(held);
        var given = new byte[elements.Length * sizeBytes];
        for (var i = 0; i < elements.Length; i++)
        {
            write(elements[i], given.AsSpan(i * sizeBytes, sizeBytes));
        }

        return given;
    }
}
