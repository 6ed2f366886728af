using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// A folder of <c>.bin</c> files, one tensor each, little-endian and row-major. Labels come from <c>y_labels.csv</c> (file, ..., label in
/// the last column) or from the file's name (<c>NAME_LABEL.bin</c>, or <c>labelPattern</c> of <c>dataset.json</c>).
/// </summary>
internal sealed class RawFolder : Dataset
{
    public const string IndexName = "y_labels.csv";

    private readonly (string File, string? Label)[] _entries;
    private readonly ClassIndex _classes;
    private readonly ElementType? _type;

    public RawFolder(string path, int inputElements, DatasetDescription description)
    {
        var index = System.IO.Path.Combine(path, IndexName);
        _entries = File.Exists(index) ? FromIndex(path, index) : FromNames(path, description);
        _classes = new ClassIndex(_entries.Select(e => e.Label), description.Labels, path);
        _type = description.ParsedElementType() ?? TypeByLength(new FileInfo(_entries[0].File).Length, inputElements);
    }

    public override string Format => "raw .bin folder";

    public override int Count => _entries.Length;

    public override ElementType? ElementType => _type;

    public override IReadOnlyList<string> ClassNames => _classes.Names;

    public override bool HoldsRecordings => Description.ElementType is not null;

    public override Sample Read(int index)
    {
        var (file, label) = _entries[index];
        var bytes = DataFile.ReadAll(file);
        var type = _type ?? EdgeRuntime.Model.ElementType.UInt8;
        return bytes.Length % type.SizeBytes() == 0
            ? new Sample(System.IO.Path.GetFileName(file), _classes.LabelOf(label), Elements.ToFloats(bytes, type))
            : throw new DatasetException($"{file} holds {bytes.Length} bytes, no whole number of {type} elements.");
    }

    private static ElementType? TypeByLength(long bytes, int inputElements) =>
        bytes == 4L * inputElements ? EdgeRuntime.Model.ElementType.Float32 :
        bytes == 2L * inputElements ? EdgeRuntime.Model.ElementType.Int16 : null;

    private static (string, string?)[] FromIndex(string path, string index)
    {
        var table = CsvTable.Read(index);
        var entries = table.Rows.Select(r => (File: System.IO.Path.Combine(path, r[0]), Label: (string?)r[^1])).ToArray();
        var missing = entries.Where(e => !File.Exists(e.File)).ToList();
        return missing.Count == 0
            ? entries
            : throw new DatasetException($"{index} names {missing.Count} file(s) that are not there, first {System.IO.Path.GetFileName(missing[0].File)}.");
    }

    private static (string, string?)[] FromNames(string path, DatasetDescription description)
    {
        var pattern = LabelPattern.Of(description, "_([0-9]+)$");
        return [.. Directory.EnumerateFiles(path, "*.bin").Order(StringComparer.Ordinal).Select(f => (f, LabelPattern.LabelIn(pattern, f, description)))];
    }
}
