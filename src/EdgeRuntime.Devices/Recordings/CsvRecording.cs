using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Comma-separated numbers below one line of column names; RFC 4180 without quoted numbers.</summary>
internal static class CsvRecording
{
    public static Recording Read(IEnumerable<string> lines, IReadOnlyList<string>? columns)
    {
        int[]? chosen = null;
        var frames = new List<float>();
        var lineNumber = 0;
        var width = 0;
        foreach (var line in lines)
        {
            lineNumber++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (chosen is null)
            {
                (chosen, width) = (Choose(cells, columns), cells.Length);
                continue;
            }

            if (cells.Length != width)
            {
                throw new RecordingException($"line {lineNumber} has {cells.Length} columns; the header has {width}");
            }

            foreach (var column in chosen)
            {
                frames.Add(Number(cells[column], lineNumber, column));
            }
        }

        return chosen is null ? throw new RecordingException("the header line is missing") : new Recording([.. frames], chosen.Length, 0);
    }

    private static int[] Choose(string[] header, IReadOnlyList<string>? columns)
    {
        var names = Array.ConvertAll(header, name => name.Trim('"', '\uFEFF'));
        if (Array.TrueForAll(names, name => float.TryParse(name, CultureInfo.InvariantCulture, out _)))
        {
            throw new RecordingException("line 1 holds numbers; expected column names");
        }

        if (columns is null)
        {
            return [.. Enumerable.Range(0, names.Length)];
        }

        return [.. columns.Select(column => Array.IndexOf(names, column) is >= 0 and var index
            ? index
            : throw new RecordingException(
                $"there is no column '{column}'; columns: {string.Join(", ", names)}{NearestName.Hint(column, names)}"))];
    }

    private static float Number(string cell, int lineNumber, int column) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new RecordingException($"line {lineNumber}, column {column + 1}: '{cell}' is no number");
}
