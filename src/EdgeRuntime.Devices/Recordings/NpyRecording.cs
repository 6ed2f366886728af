using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>
/// NumPy's .npy, format 1 to 3 (NEP 1): little-endian float32 or int16, or uint8, C order; (frames,), (frames, channels), or the frames of
/// more dimensions, as (frames, height, width, channels) of images. Numbers as they are.
/// </summary>
internal static class NpyRecording
{
    public static Recording Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || file[0] != 0x93 || !file[1..6].SequenceEqual("NUMPY"u8))
        {
            throw new RecordingException("it does not start as a .npy file");
        }

        var isFirstFormat = file[6] == 1;
        var headerAt = isFirstFormat ? 10 : 12;
        var headerBytes = isFirstFormat ? BinaryPrimitives.ReadUInt16LittleEndian(file[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[8..]);
        if (headerBytes > (uint)(file.Length - headerAt))
        {
            throw new RecordingException($"the header has {headerBytes} bytes; {file.Length - headerAt} are left");
        }

        var header = Encoding.Latin1.GetString(file.Slice(headerAt, (int)headerBytes));
        var data = file[(headerAt + (int)headerBytes)..];
        if (Value(header, "fortran_order") != "False")
        {
            throw new RecordingException("the array is in Fortran order; save it with numpy.ascontiguousarray");
        }

        var frames = Value(header, "descr").Trim('\'', '"') switch
        {
            "<f4" => MemoryMarshal.Cast<byte, float>(data[..(data.Length / 4 * 4)]).ToArray(),
            "<i2" => Array.ConvertAll(MemoryMarshal.Cast<byte, short>(data[..(data.Length / 2 * 2)]).ToArray(), s => (float)s),
            "|u1" => Array.ConvertAll(data.ToArray(), b => (float)b),
            var other => throw new RecordingException($"element type {other}; expected <f4 (float32), <i2 (int16) or |u1 (uint8)"),
        };
        var shape = Shape(header);
        if (shape.Length is < 1 or > 4 || Array.Exists(shape, d => d < 1) || shape.Aggregate(1L, (product, d) => product * d) != frames.Length)
        {
            throw new RecordingException(
                $"shape ({string.Join(", ", shape)}) with {frames.Length} elements; expected (frames,), (frames, channels) or up to (frames, height, width, channels), all of them there");
        }

        return new Recording(frames, frames.Length / shape[0], 0);
    }

    private static int[] Shape(string header) =>
    [
        .. Value(header, "shape").Trim('(', ')')
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => int.TryParse(d, CultureInfo.InvariantCulture, out var size) ? size : -1),
    ];

    /// <summary>Text of one member of the header's Python dictionary: a tuple up to its parenthesis, anything else up to the comma.</summary>
    private static string Value(string header, string name)
    {
        var at = header.IndexOf($"'{name}':", StringComparison.Ordinal);
        if (at < 0)
        {
            throw new RecordingException($"the header has no '{name}'");
        }

        var value = header[(at + name.Length + 3)..].TrimStart();
        var end = value.StartsWith('(') ? value.IndexOf(')') + 1 : value.IndexOfAny([',', '}']);
        return end > 0 ? value[..end].Trim() : throw new RecordingException($"the header's '{name}' is cut off");
    }
}
