using System.IO.Compression;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>NumPy data: <c>NAME.npz</c> with arrays x and y, or files <c>x.npy</c> and <c>y.npy</c> (also <c>NAME_x.npy</c>, <c>NAME_y.npy</c>).</summary>
internal static class NpyDataset
{
    private static readonly string[] ExampleNames = ["x", "x_test", "data", "features", "images"];

    /// <summary>What arrays of labels are called.</summary>
    internal static readonly string[] LabelNames = ["y", "y_test", "labels", "targets"];

    public static Dataset OpenNpz(string path, DatasetDescription description)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            var examples = Read(Find(archive, ExampleNames) ?? throw Missing(archive, ExampleNames, path), path);
            return new ArrayDataset("NumPy .npz", examples, Labels(archive, examples, path, description))
            {
                Path = path,
                Description = description,
            };
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{path} is no valid .npz file: {e.Message} Write it with numpy.savez(file, x=..., y=...).", e);
        }
    }

    /// <param name="path">The examples' file; the labels' has <c>y</c> in the place of its last <c>x</c>.</param>
    /// <param name="description">From the data's folder.</param>
    public static Dataset OpenPair(string path, DatasetDescription description)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var at = name.LastIndexOfAny(['x', 'X']);
        var labelsPath = at < 0 ? null : Path.Combine(
            Path.GetDirectoryName(path) ?? "", $"{name[..at]}{(name[at] == 'x' ? 'y' : 'Y')}{name[(at + 1)..]}.npy");
        return labelsPath is not null && File.Exists(labelsPath)
            ? new ArrayDataset("NumPy .npy pair", NpyReader.Read(path), NpyReader.Read(labelsPath)) { Path = path, Description = description }
            : description.LabelsAreOptional && NpyReader.Read(path) is { Dimensions: [var count, ..] } examples
                ? new ArrayDataset("NumPy .npy", examples, NoLabels(count)) { Path = path, Description = description }
            : throw new DatasetException($"{path} has no labels: put them beside it, as y.npy to x.npy.");
    }

    /// <summary>An array of an archive.</summary>
    internal static NpyArray Read(ZipArchiveEntry entry, string path)
    {
        using var stream = entry.Open();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return NpyReader.Parse(bytes.ToArray(), $"{path}/{entry.FullName}");
    }

    /// <summary>-1 for each of <paramref name="count"/> examples without a class.</summary>
    internal static NpyArray NoLabels(int count) =>
        new(ElementType.Int32, [count], MemoryMarshal.AsBytes(Enumerable.Repeat(-1, count).ToArray().AsSpan()).ToArray());

    private static NpyArray Labels(ZipArchive archive, NpyArray examples, string path, DatasetDescription description) =>
        Find(archive, LabelNames) is { } found ? Read(found, path)
        : description.LabelsAreOptional && examples.Dimensions.Length > 0 ? NoLabels(examples.Dimensions[0])
        : throw Missing(archive, LabelNames, path);

    private static ZipArchiveEntry? Find(ZipArchive archive, string[] names) => names
        .Select(name => archive.Entries.FirstOrDefault(e => e.FullName.Equals(name + ".npy", StringComparison.OrdinalIgnoreCase)))
        .FirstOrDefault(e => e is not null);

    private static DatasetException Missing(ZipArchive archive, string[] names, string path) => new(
        $"{path} holds {string.Join(", ", archive.Entries.Select(e => e.FullName))}, no array named {string.Join(" or ", names)}.");
}
