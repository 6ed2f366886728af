using System.Buffers.Binary;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Writes <c>.npy</c> files, version 1.</summary>
public static class NpyWriter
{
    /// <param name="path">File to write.</param>
    /// <param name="type">Element type.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="bytes">Elements, little-endian, row-major.</param>
    public static void Write(string path, ElementType type, Shape shape, ReadOnlySpan<byte> bytes) => Write(path, TypeOf(type), shape, bytes);

    /// <param name="path">File to write.</param>
    /// <param name="type">Type string of numpy.</param>
    /// <param name="shape">Dimensions.</param>
    /// <param name="bytes">Elements, little-endian, row-major.</param>
    public static void Write(string path, string type, Shape shape, ReadOnlySpan<byte> bytes)
    {
        using var file = File.Create(path);
        file.Write(Header(type, shape));
        file.Write(bytes);
    }

    /// <summary>Type string of numpy.</summary>
    public static string TypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => "<f4",
        ElementType.Int8 => "|i1",
        ElementType.UInt8 => "|u1",
        ElementType.Int16 => "<i2",
        ElementType.Int32 => "<i4",
        ElementType.Int64 => "<i8",
        ElementType.Bool => "|b1",
        ElementType.UInt32 => "<u4",
        ElementType.UInt64 => "<u8",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "not an element type"),
    };

    private static byte[] Header(string type, Shape shape)
    {
        var dimensions = string.Concat(shape.Span.ToArray().Select(d => $"{d}, ")).TrimEnd(' ');
        dimensions = shape.Rank > 1 ? dimensions.TrimEnd(',') : dimensions;
        var text = $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({dimensions}), }}";

        // Magic, version, length and text with its newline fill a multiple of 64, so that the elements may be mapped.
        var total = (10 + text.Length + 1 + 63) / 64 * 64;
        var header = new byte[total];
        header.AsSpan().Fill((byte)' ');
        ((ReadOnlySpan<byte>)[0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0]).CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), (ushort)(total - 10));
        Encoding.ASCII.GetBytes(text, header.AsSpan(10));
        header[^1] = (byte)'\n';
        return header;
    }
}
