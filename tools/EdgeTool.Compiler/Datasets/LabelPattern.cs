using System.Text.RegularExpressions;

namespace EdgeTool.Compiler.Datasets;

/// <summary>Labels in file names.</summary>
internal static class LabelPattern
{
    /// <summary>The description's pattern, or <paramref name="otherwise"/>.</summary>
    public static Regex Of(DatasetDescription description, string otherwise)
    {
        try
        {
            return new Regex(description.LabelPattern ?? otherwise, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        }
        catch (ArgumentException e)
        {
            throw new DatasetException($"labelPattern in {DatasetDescription.FileName} is no regular expression: {e.Message}", e);
        }
    }

    /// <returns>Null where the name has none and none is asked for.</returns>
    /// <exception cref="DatasetException">The name has none.</exception>
    public static string? LabelIn(Regex pattern, string file, DatasetDescription description)
    {
        var match = pattern.Match(System.IO.Path.GetFileNameWithoutExtension(file));
        return match.Success && match.Groups.Count > 1
            ? match.Groups[1].Value
            : description.LabelsAreOptional ? null
            : throw new DatasetException(
                $"{file} has no label in its name (looked for {pattern}); add {RawFolder.IndexName}, or labelPattern to {DatasetDescription.FileName}.");
    }
}
