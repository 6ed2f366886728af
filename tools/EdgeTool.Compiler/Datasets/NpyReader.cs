using System.Buffers.Binary;
using System.Text;
using System.Text.RegularExpressions;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Reads <c>.npy</c> files, versions 1 to 3 (NumPy enhancement proposal 1, "A simple file format for NumPy arrays").</summary>
public static partial class NpyReader
{
    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <exception cref="DatasetException">Not an array we read; says why.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static NpyArray Read(string path) => Parse(DataFile.ReadAll(path), path);

    /// <param name="bytes">The whole file.</param>
    /// <param name="name">For messages.</param>
    /// <exception cref="DatasetException">Not an array we read; says why.</exception>
    public static NpyArray Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length < 10 || !bytes.StartsWith(Magic))
        {
            throw new DatasetException($"{name} is no .npy file; write it with numpy.save.");
        }

        var version = bytes[6];
        var headerStart = version == 1 ? 10 : 12;
        if (version is < 1 or > 3 || bytes.Length < headerStart)
        {
            throw new DatasetException($"{name} has .npy version {version}; 1 to 3 are read.");
        }

        var headerLength = version == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(bytes[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]);
        if (headerLength > bytes.Length - headerStart)
        {
            throw new DatasetException($"{name} ends inside its header; it was cut off.");
        }

        var header = Encoding.UTF8.GetString(bytes.Slice(headerStart, (int)headerLength));
        var data = bytes[(headerStart + (int)headerLength)..];
        var (descr, order, shape) = (DescrPattern().Match(header), OrderPattern().Match(header), ShapePattern().Match(header));
        if (!descr.Success || !order.Success || !shape.Success)
        {
            throw new DatasetException($"{name} has a header without plain descr, fortran_order and shape: {header.Trim()}");
        }

        var dimensions = Dimensions(shape.Groups[1].Value, name);
        if (order.Groups[1].Value == "True" && dimensions.Count(d => d > 1) > 1)
        {
            throw new DatasetException($"{name} is in column-major order; save numpy.ascontiguousarray(x).");
        }

        return Elements(descr.Groups[1].Value, dimensions, data, name);
    }

    private static int[] Dimensions(string text, string name)
    {
        long count = 1;
        var dimensions = new List<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part.TrimEnd('L'), out var d) || d < 0 || (count *= d) > int.MaxValue)
            {
                throw new DatasetException($"{name} has an impossible shape ({text}).");
            }

            dimensions.Add(d);
        }

        return [.. dimensions];
    }

    private static NpyArray Elements(string descr, int[] dimensions, ReadOnlySpan<byte> data, string name)
    {
        var (kind, size) = (descr.Length > 2 ? descr[1] : '?', int.TryParse(descr.AsSpan(Math.Min(2, descr.Length)), out var s) ? s : 0);
        ElementType? type = (kind, size) switch
        {
            ('f', 2 or 4 or 8) => ElementType.Float32,
            ('i', 1) => ElementType.Int8,
            ('u', 1) => ElementType.UInt8,
            ('i', 2) => ElementType.Int16,
            ('i', 4) or ('u', 2) => ElementType.Int32,
            ('i', 8) or ('u', 4 or 8) => ElementType.Int64,
            ('b', 1) => ElementType.Bool,
            _ => null,
        };
        if (type is null)
        {
            throw new DatasetException($"{name} holds elements of type '{descr}'; convert with x.astype('float32'), or the model's own type.");
        }

        var expected = dimensions.Aggregate((long)size, (a, d) => a * d);
        if (data.Length != expected)
        {
            throw new DatasetException($"{name} should hold {expected} bytes of elements but holds {data.Length}; it was cut off or written twice.");
        }

        var little = descr[0] == '>' ? NpyArray.Reverse(data, size) : data.ToArray();
        var bytes = (kind, size) switch
        {
            ('f', 2) => NpyArray.Float16ToFloat32(little),
            ('f', 8) => NpyArray.Float64ToFloat32(little),
            ('u', 2 or 4) => NpyArray.Widen(little, size),
            _ => little,
        };
        for (var i = 7; (kind, size) == ('u', 8) && i < bytes.Length; i += 8)
        {
            if (bytes[i] > sbyte.MaxValue)
            {
                throw new DatasetException($"{name} holds numbers beyond 2^63; keep below.");
            }
        }

        return new NpyArray(type.Value, dimensions, bytes);
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""")]
    private static partial Regex DescrPattern();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(True|False)""")]
    private static partial Regex OrderPattern();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""")]
    private static partial Regex ShapePattern();
}
