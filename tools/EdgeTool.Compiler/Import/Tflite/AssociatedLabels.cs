using System.IO.Compression;
using System.Text;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Class names that came with the model: TFLite metadata appends associated files to the FlatBuffer as a zip archive.</summary>
internal static class AssociatedLabels
{
    private const int MaxFiles = 64;
    private const int MaxBytes = 1 << 20;

    /// <summary>Lines of the only text file with as many lines as the model has classes; empty when there is none, or more than one.</summary>
    /// <param name="classCounts">Sizes of the last dimension of each output.</param>
    public static IList<string> Find(byte[] file, IReadOnlyCollection<int> classCounts)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file, writable: false));
            var found = archive.Entries.Take(MaxFiles)
                .Where(e => e.Name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase))
                .Select(Lines)
                .Where(lines => classCounts.Contains(lines.Count))
                .ToList();
            return found.Count == 1 ? found[0] : [];
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            // No archive, or a damaged one: names are a courtesy, the model itself is whole.
            return [];
        }
    }

    private static List<string> Lines(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[MaxBytes];
        var text = Encoding.UTF8.GetString(bytes, 0, stream.ReadAtLeast(bytes, MaxBytes, throwOnEndOfStream: false));
        return [.. text.TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r'))];
    }
}
