using System.Globalization;

namespace EdgeRuntime.Host;

/// <summary>A machine's files, as the doctor sees them.</summary>
/// <param name="Root">Where the machine's root is; another folder for tests.</param>
/// <param name="Configuration">A pipeline file or a folder of them.</param>
/// <param name="Store">Folder of the model store.</param>
/// <param name="StatusAddress">Where a running service shows its state.</param>
internal sealed record BoardView(string Root, string Configuration, string Store, string StatusAddress)
{
    public string PathOf(string path) => Path.Combine(Root, path.TrimStart('/'));

    public bool Has(string path) => File.Exists(PathOf(path)) || Directory.Exists(PathOf(path));

    /// <summary>A file's text without white space around it; null when it cannot be read.</summary>
    public string? Text(string path)
    {
        try
        {
            return File.ReadAllText(PathOf(path)).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Whether its group may read and write a file.</summary>
    public bool IsOpenToGroup(string path)
    {
        const UnixFileMode both = UnixFileMode.GroupRead | UnixFileMode.GroupWrite;
        return OperatingSystem.IsWindows() || (File.GetUnixFileMode(PathOf(path)) & both) == both;
    }

    public double? Number(string path) =>
        double.TryParse(Text(path), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The number behind a name in a file of <c>name: number unit</c> lines; null when there is none.</summary>
    public double? Field(string path, string name)
    {
        var line = Text(path)?.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal));
        var word = line?[name.Length..].Split([' ', '\t', ':'], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    /// <summary>Names in a folder that begin so, in order.</summary>
    public string[] Names(string folder, string beginning)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(PathOf(folder), beginning + "*").Select(e => Path.GetFileName(e)).Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
