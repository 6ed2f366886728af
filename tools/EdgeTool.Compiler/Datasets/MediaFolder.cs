using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// Images, sounds or tables, one example per file: a folder per class, or one folder with the label in the file's name
/// (<c>LABEL_...</c>, or <c>labelPattern</c> of <c>dataset.json</c>).
/// </summary>
internal sealed class MediaFolder : Dataset
{
    private static readonly string[] ImageExtensions = [".png", ".jpg", ".jpeg", ".bmp"];
    private static readonly string[] Extensions = [.. ImageExtensions, ".wav", ".csv", ".txt"];

    private readonly (string File, string? Label)[] _entries;
    private readonly ClassIndex _classes;
    private readonly Shape _inputShape;

    public MediaFolder(string path, Shape inputShape, DatasetDescription description)
    {
        _inputShape = inputShape;
        var folders = Directory.EnumerateDirectories(path).Where(d => MediaFiles(d).Any()).ToList();
        var pattern = LabelPattern.Of(description, "^([^_]+)_");
        var entries = folders.Count > 0
            ? folders.SelectMany(d => MediaFiles(d).Select(f => (f, (string?)System.IO.Path.GetFileName(d))))
            : MediaFiles(path).Select(f => (f, LabelPattern.LabelIn(pattern, f, description)));
        _entries = [.. entries.OrderBy(e => e.Item1, StringComparer.Ordinal)];
        _classes = new ClassIndex(_entries.Select(e => e.Label), description.Labels, path);
    }

    public override string Format => "folder per class";

    public override int Count => _entries.Length;

    public override ElementType? ElementType => IsImage(_entries[0].File) ? EdgeRuntime.Model.ElementType.UInt8 : EdgeRuntime.Model.ElementType.Float32;

    public override IReadOnlyList<string> ClassNames => _classes.Names;

    public override bool HoldsImages => IsImage(_entries[0].File);

    public override bool HoldsRecordings => !HoldsImages;

    public static bool Holds(string folder) =>
        MediaFiles(folder).Any() || Directory.EnumerateDirectories(folder).Any(d => MediaFiles(d).Any());

    public override Sample Read(int index)
    {
        var (file, label) = _entries[index];
        var (name, number) = (System.IO.Path.GetRelativePath(Path, file), _classes.LabelOf(label));
        if (IsImage(file))
        {
            return new Sample(name, number, ImageFile.Read(file, _inputShape));
        }

        if (DataFile.Extension(file) == ".wav")
        {
            var sound = WavFile.Read(file);
            return new Sample(name, number, sound.Samples) { SampleRateHz = sound.SampleRateHz };
        }

        var table = CsvTable.Read(file);
        return new Sample(name, number, Numbers(table)) { Channels = table.Columns };
    }

    private static float[] Numbers(CsvTable table)
    {
        var values = new float[table.Rows.Count * table.Columns];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = table.Number(i / table.Columns, i % table.Columns);
        }

        return values;
    }

    private static bool IsImage(string file) => ImageExtensions.Contains(DataFile.Extension(file));

    private static IEnumerable<string> MediaFiles(string folder) =>
        Directory.EnumerateFiles(folder).Where(f => Extensions.Contains(System.IO.Path.GetExtension(f).ToLowerInvariant()));
}
