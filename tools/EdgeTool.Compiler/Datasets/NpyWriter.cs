using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

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
        file.Write(NpyHeader.Of(type, shape));
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
}
