using System.Globalization;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Datasets;

/// <summary>
/// One example per row. The label is the column that <c>dataset.json</c> names; else the one headed label, class, target or y;
/// else the only column that holds text; else the first column when it, unlike the last, holds whole numbers; else the last.
/// </summary>
internal sealed class CsvDataset : Dataset
{
    /// <summary>In the place of the label's: every column is the model's input.</summary>
    private const int NoColumn = int.MaxValue;

    private static readonly string[] LabelHeaders = ["label", "class", "target", "y"];
    private readonly CsvTable _table;
    private readonly int _labelColumn;
    private readonly ClassIndex _classes;
    private readonly bool _isNumeric;

    public CsvDataset(CsvTable table, int inputElements, DatasetDescription description)
    {
        _table = table;
        _labelColumn = description is { LabelsAreOptional: true, LabelColumn: null } && table.Columns == inputElements ? NoColumn : LabelColumnOf(table, description);
        _isNumeric = _labelColumn != NoColumn && !HasText(table, _labelColumn);
        _classes = new ClassIndex(table.Rows.Select(LabelIn), description.Labels, table.Name);
    }

    public override string Format => "CSV";

    public override int Count => _table.Rows.Count;

    public override ElementType? ElementType => EdgeRuntime.Model.ElementType.Float32;

    public override IReadOnlyList<string> ClassNames => _classes.Names;

    /// <summary>Labels are numbers, not all of them whole and from 0.</summary>
    public override bool HasRealTargets => _isNumeric && _classes.Names.Count > 0 && Description.Labels.Count == 0;

    public override Sample Read(int index)
    {
        var values = new float[_labelColumn == NoColumn ? _table.Columns : _table.Columns - 1];
        for (var c = 0; c < values.Length; c++)
        {
            values[c] = _table.Number(index, c < _labelColumn ? c : c + 1);
        }

        var sample = new Sample($"row {index + 1}", _classes.LabelOf(LabelIn(_table.Rows[index])), values);
        return _isNumeric ? sample with { Targets = [_table.Number(index, _labelColumn)] } : sample;
    }

    private string? LabelIn(string[] row) => _labelColumn == NoColumn ? null : row[_labelColumn];

    private static int LabelColumnOf(CsvTable table, DatasetDescription description)
    {
        if (description.LabelColumn is { } wanted)
        {
            var column = table.Header.ToList().FindIndex(h => h.Equals(wanted, StringComparison.OrdinalIgnoreCase));
            column = column >= 0 ? column : int.TryParse(wanted, out var number) ? number : -1;
            return column >= 0 && column < table.Columns
                ? column
                : throw new DatasetException($"{table.Name} has no column '{wanted}' (labelColumn in {DatasetDescription.FileName}).");
        }

        var named = table.Header.ToList().FindIndex(h => LabelHeaders.Contains(h, StringComparer.OrdinalIgnoreCase));
        var texts = Enumerable.Range(0, table.Columns).Where(c => HasText(table, c)).ToList();
        return named >= 0 ? named
            : texts is [var only] ? only
            : IsWhole(table, 0) && !IsWhole(table, table.Columns - 1) ? 0 : table.Columns - 1;
    }

    private static bool HasText(CsvTable table, int column) =>
        table.Rows.Any(r => !double.TryParse(r[column], NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static bool IsWhole(CsvTable table, int column) =>
        table.Rows.All(r => int.TryParse(r[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _));
}
