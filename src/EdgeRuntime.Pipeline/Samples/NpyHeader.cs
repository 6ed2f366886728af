using System.Buffers.Binary;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline;

/// <summary>The head of a <c>.npy</c> file, version 1: NumPy enhancement proposal 1.</summary>
public static class NpyHeader
{
    /// <param name="type">Type string of numpy, e.g. <c>&lt;f4</c>.</param>
    /// <param name="shape">Dimensions.</param>
    /// <returns>What stands before the elements; they follow little-endian and row-major.</returns>
    public static byte[] Of(string type, Shape shape)
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
