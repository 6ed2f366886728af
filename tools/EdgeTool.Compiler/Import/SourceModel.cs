using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Compiler;

/// <summary>A model file of any format we read, told apart by its content.</summary>
public static class SourceModel
{
    private const long MaxFileBytes = 1L << 30;

    /// <summary>Reads a <c>.tflite</c>, <c>.onnx</c> or <c>.edge</c> file into a graph, whose nodes name their source operators.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">What an ONNX file leaves open.</param>
    /// <exception cref="ImportException">The file is damaged or of no known format.</exception>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be packed; it names every one.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static Graph Import(string path, ImportOptions? options = null)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        if (start.StartsWith("EDGE"u8))
        {
            return EdgeImporter.Import(path);
        }

        if (TfliteReader.Recognizes(start))
        {
            return TfliteImporter.Import(ReadAll(file, path));
        }

        if (IsOnnx(start, path))
        {
            return OnnxImporter.Import(ReadAll(file, path), options, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "");
        }

        throw new ImportException(
            $"{path} is neither a TFLite file ('TFL3' at byte 4) nor an .edge file ('EDGE' at byte 0), and no ONNX file by its name or start. Check that the download is complete.");
    }

    /// <summary>Whether the file is taken for an ONNX model: by its name, or its first bytes.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsOnnx(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        return !start.StartsWith("EDGE"u8) && !TfliteReader.Recognizes(start) && IsOnnx(start, path);
    }

    /// <summary>Decodes an ONNX file without importing it.</summary>
    /// <exception cref="ImportException">The file is damaged.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static OnnxModel ReadOnnx(string path)
    {
        using var file = File.OpenRead(path);
        return OnnxReader.Read(ReadAll(file, path), Path.GetDirectoryName(Path.GetFullPath(path)) ?? "");
    }

    private static byte[] ReadAll(FileStream file, string path)
    {
        if (file.Length > MaxFileBytes)
        {
            throw new ImportException($"{path} has {file.Length} bytes; at most {MaxFileBytes} are read. Use a smaller model.");
        }

        var bytes = new byte[file.Length];
        file.Position = 0;
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A protobuf whose first fields are ir_version (1, a small number) and producer_name (2) or a later one, as exporters write it.</summary>
    private static bool IsOnnx(ReadOnlySpan<byte> start, string path) =>
        path.EndsWith(".onnx", StringComparison.OrdinalIgnoreCase) || start is [0x08, < 32, 0x12, ..];
}

/// <summary>One node that cannot be packed: what, why, and what to do.</summary>
public sealed record UnsupportedNode(int Index, string Operator, string Name, string Reason, string Remedy);

/// <summary>A source model that cannot be packed.</summary>
public sealed class UnsupportedModelException(IReadOnlyList<UnsupportedNode> nodes)
    : Exception($"{nodes.Count} node(s) are not supported: {string.Join("; ", nodes.Select(n => $"{n.Operator} '{n.Name}' {n.Reason}"))}")
{
    /// <summary>Every unsupported node, in the file's order.</summary>
    public IReadOnlyList<UnsupportedNode> Nodes { get; } = nodes;
}
