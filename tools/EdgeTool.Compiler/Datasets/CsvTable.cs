using System.Globalization;
using System.Text;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// A table of numbers as text: comma, semicolon, tab or space between cells, an optional header, quoted cells allowed.
/// Empty lines and lines that start with # are left out.
/// </summary>
public sealed class CsvTable
{
    private CsvTable(string name, string[] header, List<string[]> rows) => (Name, Header, Rows) = (name, header, rows);

    public string Name { get; }

    /// <summary>Column names; empty when the first row holds only numbers.</summary>
    public IReadOnlyList<string> Header { get; }

    public IReadOnlyList<string[]> Rows { get; }

    public int Columns => Rows[0].Length;

    /// <param name="path">File, also gzip-compressed.</param>
    /// <param name="hasHeader">Null decides by the first row: a header when no cell of it is a number.</param>
    /// <exception cref="DatasetException">Rows of unequal length, or none.</exception>
    public static CsvTable Read(string path, bool? hasHeader = null) =>
        Parse(Encoding.UTF8.GetString(DataFile.ReadAll(path)), path, hasHeader);

    /// <exception cref="DatasetException">Rows of unequal length, or none.</exception>
    public static CsvTable Parse(string text, string name, bool? hasHeader = null)
    {
        var rows = new List<string[]>();
        var (lineNumber, separator) = (0, ',');
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            lineNumber++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed[0] == '#')
            {
                continue;
            }

            separator = rows.Count == 0 ? SeparatorOf(trimmed) : separator;
            rows.Add(Cells(trimmed, separator));
            if (rows[^1].Length != rows[0].Length)
            {
                throw new DatasetException($"{name}, line {lineNumber}: {rows[^1].Length} cells where the first row has {rows[0].Length}.");
            }
        }

        string[] header = rows.Count > 0 && (hasHeader ?? rows[0].All(c => !IsNumber(c))) ? rows[0] : [];
        rows.RemoveRange(0, header.Length > 0 ? 1 : 0);
        return rows.Count > 0 ? new CsvTable(name, header, rows) : throw new DatasetException($"{name} holds no rows.");
    }

    /// <summary>A cell as a number.</summary>
    /// <exception cref="DatasetException">It is none; names row and column.</exception>
    public float Number(int row, int column) =>
        float.TryParse(Rows[row][column], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new DatasetException(
                $"{Name}, row {row + 1}, column {(Header.Count > 0 ? Header[column] : column)}: '{Rows[row][column]}' is no number.");

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static char SeparatorOf(string line) =>
        line.Contains('\t') ? '\t' : line.Contains(';') ? ';' : line.Contains(',') ? ',' : ' ';

    private static string[] Cells(string line, char separator)
    {
        if (!line.Contains('"'))
        {
            return line.Split(separator, separator == ' ' ? StringSplitOptions.RemoveEmptyEntries : StringSplitOptions.TrimEntries);
        }

        var (cells, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
            {
                cell.Append(line[i++]);
            }
            else if (line[i] == '"')
            {
                quoted = !quoted;
            }
            else if (line[i] == separator && !quoted)
            {
                cells.Add(cell.ToString().Trim());
                cell.Clear();
            }
            else
            {
                cell.Append(line[i]);
            }
        }

        return [.. cells, cell.ToString().Trim()];
    }
}
