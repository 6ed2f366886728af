using System.IO.Compression;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Examples of a model with several inputs: one array for each, of shape (examples, ...), in a <c>.npz</c> file or as <c>.npy</c> files of one
/// folder. They are named as the inputs, or <c>input_0</c>, <c>input_1</c>, ... in the model's order; labels, where there are any, <c>y</c>.
/// </summary>
internal sealed class TensorSet : Dataset
{
    private readonly IReadOnlyList<ArrayDataset> _inputs;

    private TensorSet(IReadOnlyList<ArrayDataset> inputs) => _inputs = inputs;

    public override string Format => "NumPy, one array for each input";

    public override int Count => _inputs[0].Count;

    public override ElementType? ElementType => _inputs[0].ElementType;

    public override IReadOnlyList<string> ClassNames => Description.Labels;

    public override bool HasRealTargets => _inputs[0].HasRealTargets;

    public override IReadOnlyList<Dataset> Inputs => _inputs;

    /// <param name="path">File or folder.</param>
    /// <param name="names">Of the model's inputs.</param>
    /// <param name="shapes">Of one example of each.</param>
    /// <param name="description">From beside the data.</param>
    /// <exception cref="DatasetException">An array is missing or does not fit.</exception>
    public static TensorSet Open(string path, IReadOnlyList<string> names, IReadOnlyList<Shape> shapes, DatasetDescription description)
    {
        var arrays = Directory.Exists(path) ? FolderArrays(path) : ArchiveArrays(path);
        var inputs = names.Select((name, i) => Array(name, i)).ToList();
        var count = inputs[0].Dimensions[0];
        if (inputs.FindIndex(a => a.Dimensions[0] != count) is > 0 and var odd)
        {
            throw new DatasetException($"{path} holds {count} examples of '{names[0]}' and {inputs[odd].Dimensions[0]} of '{names[odd]}'.");
        }

        var labels = NpyDataset.LabelNames.Select(n => arrays.GetValueOrDefault(n)).FirstOrDefault(a => a is not null)
            ?? NpyDataset.NoLabels(count);
        return new TensorSet([.. inputs.Select(a => new ArrayDataset("NumPy", a, labels) { Path = path, Description = description })]) { Path = path, Description = description };

        NpyArray Array(string name, int index)
        {
            var array = arrays.GetValueOrDefault(name) ?? arrays.GetValueOrDefault(FileName(name)) ?? arrays.GetValueOrDefault($"input_{index}")
                ?? throw new DatasetException($"{path} holds {string.Join(", ", arrays.Keys)}, no array named '{name}' or 'input_{index}', which is an input of the model.");
            var each = shapes[index].ElementCount;
            return array.Count > 0 && array.Count % each == 0
                ? array with { Dimensions = [array.Count / each, each] }
                : throw new DatasetException($"{path}: '{name}' is {array}; an example has {shapes[index]}.");
        }
    }

    public override Sample Read(int index)
    {
        var parts = _inputs.Select(input => input.Read(index)).ToList();
        return parts[0] with { OtherInputs = parts[1..].ConvertAll(p => p.Values) };
    }

    private static Dictionary<string, NpyArray> FolderArrays(string path) =>
        Directory.GetFiles(path, "*.npy").ToDictionary(NameOf, NpyReader.Read, StringComparer.OrdinalIgnoreCase);

    private static Dictionary<string, NpyArray> ArchiveArrays(string path)
    {
        if (DataFile.Extension(path) != ".npz")
        {
            throw new DatasetException($"{path} cannot hold examples of a model with several inputs: give a .npz file with an array for each, or a folder of .npy files.");
        }

        try
        {
            using var archive = ZipFile.OpenRead(path);
            return archive.Entries.ToDictionary(e => NameOf(e.FullName), e => NpyDataset.Read(e, path), StringComparer.OrdinalIgnoreCase);
        }
        catch (InvalidDataException e)
        {
            throw new DatasetException($"{path} is no valid .npz file: {e.Message} Write it with numpy.savez(file, input_0=..., input_1=...).", e);
        }
    }

    private static string NameOf(string file) => System.IO.Path.GetFileNameWithoutExtension(file);

    /// <summary>The name with what a file system does not take replaced.</summary>
    private static string FileName(string name) => string.Concat(name.Select(c => char.IsLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
}
