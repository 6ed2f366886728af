using System.Globalization;
using Spectre.Console;

namespace EdgeTool;

/// <summary>Tables as we draw them: no frame, a rule under the header, numbers to the right.</summary>
public static class Tables
{
    /// <param name="columns">Headers; one that starts with <c>&gt;</c> is aligned to the right.</param>
    public static Table Create(params ReadOnlySpan<string> columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns)
        {
            var isNumber = column.StartsWith('>');
            var header = new TableColumn(new Text(isNumber ? column[1..] : column)).Padding(0, isNumber ? 1 : 2);
            table.AddColumn(isNumber ? header.RightAligned().NoWrap() : header);
        }

        return table;
    }

    /// <summary>Adds a row of plain text: nothing in it is markup.</summary>
    public static void AddText(this Table table, params ReadOnlySpan<string> cells)
    {
        var row = new List<Text>();
        foreach (var cell in cells)
        {
            row.Add(new Text(cell));
        }

        table.AddRow(row);
    }

    /// <summary>Digits that read back as the same number.</summary>
    public static string Exact(float value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(double value, int decimals = 1) => value.ToString($"N{decimals}", CultureInfo.InvariantCulture);
}
