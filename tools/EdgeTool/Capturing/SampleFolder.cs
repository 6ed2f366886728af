using System.Globalization;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>The samples of one pipeline: files <c>HARDNESS-NUMBER.npy</c>, all of one shape, hardest first.</summary>
internal sealed class SampleFolder
{
    private const string Csv = "samples.csv";

    private SampleFolder(string path, List<CapturedSample> samples) =>
        (Name, Samples, Shape) = (Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), samples, new Shape(samples[0].Array.Dimensions));

    /// <summary>Name of the folder, which is the pipeline's.</summary>
    public string Name { get; }

    public IReadOnlyList<CapturedSample> Samples { get; }

    /// <summary>Of one sample: (frames, channels).</summary>
    public Shape Shape { get; }

    /// <summary>Every folder at or below one that holds samples.</summary>
    /// <exception cref="DatasetException">A file is damaged, or not like the others.</exception>
    public static IReadOnlyList<SampleFolder> Below(string root)
    {
        var found = new List<SampleFolder>();
        foreach (var folder in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Append(Path.GetFullPath(root)).Order(StringComparer.Ordinal))
        {
            var samples = Directory.GetFiles(folder, "*.npy").Select(CapturedSample.TryOpen).OfType<CapturedSample>()
                .OrderByDescending(s => s.Hardness).ThenBy(s => s.File, StringComparer.Ordinal).ToList();
            if (samples.Find(s => s.Array.Type != ElementType.Float32 || !s.Array.Dimensions.SequenceEqual(samples[0].Array.Dimensions)) is { } odd)
            {
                throw new DatasetException($"{odd.File} is {odd.Array}, where {samples[0].File} is {samples[0].Array}: the pipeline was changed meanwhile; take one of them out.");
            }

            if (samples.Count > 0)
            {
                found.Add(new SampleFolder(folder, samples));
            }
        }

        return found;
    }

    /// <summary>Writes the data set: all samples as one array, labels of -1 for "not known", and how hard each was.</summary>
    public void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        NpyWriter.Write(
            Path.Combine(folder, "x.npy"), ElementType.Float32, new Shape([Samples.Count, .. Shape.Span]), Samples.SelectMany(s => s.Array.Bytes).ToArray());
        NpyWriter.Write(
            Path.Combine(folder, "y.npy"), ElementType.Int32, new Shape(Samples.Count), Enumerable.Repeat((byte)0xFF, Samples.Count * sizeof(int)).ToArray());
        string[] lines = ["example,hardness,file", .. Samples.Select((s, i) => string.Create(CultureInfo.InvariantCulture, $"{i},{s.Hardness:0.000000},{Path.GetFileName(s.File)}"))];
        File.WriteAllLines(Path.Combine(folder, Csv), lines);
    }
}

/// <summary>One file.</summary>
/// <param name="File">Its path.</param>
/// <param name="Hardness">0 to 1, from its name.</param>
/// <param name="Array">Its content.</param>
internal sealed record CapturedSample(string File, double Hardness, NpyArray Array)
{
    private const double HighestRank = 999_999;

    /// <summary>Null for a file of another name.</summary>
    public static CapturedSample? TryOpen(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file).Split('-');
        return parts.Length == 2 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit)) && int.TryParse(parts[0], CultureInfo.InvariantCulture, out var rank)
            ? new CapturedSample(file, rank / HighestRank, NpyReader.Read(file))
            : null;
    }
}
