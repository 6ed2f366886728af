using System.Buffers.Binary;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// IDX files, as MNIST comes in, also gzip-compressed: two zero bytes, type, rank, big-endian dimensions, elements
/// (Y. LeCun, "The MNIST database of handwritten digits", file formats).
/// </summary>
public static class IdxReader
{
    /// <exception cref="DatasetException">Not an IDX file, or cut off.</exception>
    public static NpyArray Read(string path) => Parse(DataFile.ReadAll(path), path);

    /// <exception cref="DatasetException">Not an IDX file, or cut off.</exception>
    public static NpyArray Parse(ReadOnlySpan<byte> bytes, string name)
    {
        if (!LooksLikeIdx(bytes) || bytes.Length < 4 + (4 * bytes[3]))
        {
            throw new DatasetException($"{name} is no IDX file: it must start with two zero bytes, a type and a rank.");
        }

        var (type, size) = bytes[2] switch
        {
            0x08 => (ElementType.UInt8, 1),
            0x09 => (ElementType.Int8, 1),
            0x0B => (ElementType.Int16, 2),
            0x0C => (ElementType.Int32, 4),
            0x0D => (ElementType.Float32, 4),
            _ => (ElementType.Float32, 8),
        };
        long expected = size;
        var dimensions = new int[bytes[3]];
        for (var i = 0; i < dimensions.Length; i++)
        {
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(bytes[(4 + (4 * i))..]);
            expected = dimensions[i] < 0 || expected > int.MaxValue ? long.MaxValue / 4 : expected * Math.Max(dimensions[i], 0);
        }

        var data = bytes[(4 + (4 * dimensions.Length))..];
        if (data.Length != expected)
        {
            throw new DatasetException(
                $"{name} promises {string.Join("x", dimensions)} elements of {size} bytes but holds {data.Length} bytes; fetch it again.");
        }

        var little = NpyArray.Reverse(data, size);
        return new NpyArray(type, dimensions, size == 8 ? NpyArray.Float64ToFloat32(little) : little);
    }

    /// <summary>The first four bytes could start an IDX file.</summary>
    public static bool LooksLikeIdx(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] is >= 0x08 and <= 0x0E and not 0x0A && bytes[3] is >= 1 and <= 6;

    /// <summary>Opens an images file with the labels file of the same name (<c>images-idx3</c> to <c>labels-idx1</c>).</summary>
    internal static Dataset Open(string path, DatasetDescription description)
    {
        var name = Path.GetFileName(path);
        var labels = Path.Combine(Path.GetDirectoryName(path) ?? "",
            name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal));
        var found = new[] { labels, labels + ".gz", labels.EndsWith(".gz", StringComparison.Ordinal) ? labels[..^3] : labels }
            .FirstOrDefault(f => f != path && File.Exists(f));
        var images = Read(path);
        return found is not null ? new ArrayDataset("IDX", images, Read(found)) { Path = path, Description = description }
            : description.LabelsAreOptional
                ? new ArrayDataset("IDX", images, NpyDataset.NoLabels(images.Dimensions[0])) { Path = path, Description = description }
            : throw new DatasetException($"{path} has no labels: {Path.GetFileName(labels)} should lie beside it.");
    }
}
