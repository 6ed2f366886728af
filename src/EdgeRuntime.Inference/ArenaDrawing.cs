using System.Globalization;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeRuntime.Inference;

/// <summary>
/// The arena as a picture for people: time runs down, one row for a step (or for a few, when there are many); offset runs to the right.
/// A letter is a tensor, <c>~</c> scratch, <c>#</c> a variable, <c>.</c> free.
/// </summary>
public sealed class ArenaDrawing
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int LabelWidth = 26, BytesWidth = 13, LegendLines = 8;

    private readonly ModelFile _model;
    private readonly ArenaReport _report;
    private readonly long[] _live;
    private readonly int _columns;
    private readonly Dictionary<int, char> _letterOf;

    private ArenaDrawing(ModelFile model, int width)
    {
        _model = model;
        _report = ArenaReport.Of(model);
        _live = ArenaReport.LiveBytes(model);
        _columns = Math.Max(16, width - LabelWidth - BytesWidth - " < peak".Length);
        _letterOf = AssignLetters(model);
    }

    /// <summary>Draws a plan.</summary>
    /// <param name="model">Whose plan.</param>
    /// <param name="width">Characters of a line, 64 or more.</param>
    /// <param name="maxRows">Most rows; more steps are drawn several to a row, by the one that holds most.</param>
    public static string Draw(ModelFile model, int width = 100, int maxRows = 40) =>
        new ArenaDrawing(model, Math.Max(64, width)).Draw(Math.Max(4, maxRows));

    private string Draw(int maxRows)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Arena {_report.ArenaBytes:N0} bytes; most live at once {_report.MaxLiveBytes:N0} ({MomentName(_report.PeakStep + 1)}); one column is {Math.Max(1, (double)_report.ArenaBytes / _columns):N0} bytes");
        var end = _report.ArenaBytes.ToString("N0", CultureInfo.InvariantCulture);
        text.Append(' ', LabelWidth).Append('0').Append(' ', Math.Max(1, _columns - 1 - end.Length)).Append(end)
            .AppendLine("live".PadLeft(BytesWidth));
        var perRow = (_live.Length + maxRows - 1) / maxRows;
        for (var moment = 0; moment < _live.Length; moment += perRow)
        {
            AppendRow(text, moment, Math.Min(_live.Length, moment + perRow) - 1);
        }

        AppendLegend(text);
        return text.ToString();
    }

    private void AppendRow(StringBuilder text, int first, int last)
    {
        var busiest = first;
        for (var moment = first + 1; moment <= last; moment++)
        {
            busiest = _live[moment] > _live[busiest] ? moment : busiest;
        }

        var label = first == last ? MomentName(first) : $"{MomentNumber(first)}-{MomentNumber(last)} {MomentOperator(busiest)}";
        text.Append(label.Length < LabelWidth ? label.PadRight(LabelWidth) : label[..(LabelWidth - 1)] + ' ');
        text.Append(Cells(busiest));
        text.Append(_live[busiest].ToString("N0", CultureInfo.InvariantCulture).PadLeft(BytesWidth));
        text.AppendLine(busiest == _report.PeakStep + 1 ? " < peak" : "");
    }

    private char[] Cells(int moment)
    {
        var cells = new char[_columns];
        Array.Fill(cells, '.');
        var held = HeldAt(moment);

        // Large ones first: a small tensor then still shows in the column it begins in.
        held.Sort((a, b) => b.SizeBytes.CompareTo(a.SizeBytes));
        foreach (var (offset, size, mark) in held)
        {
            var begin = (int)(offset * _columns / Math.Max(1, _report.ArenaBytes));
            var end = (int)(((offset + size) * _columns + _report.ArenaBytes - 1) / Math.Max(1, _report.ArenaBytes));
            cells.AsSpan(begin, Math.Min(_columns, end) - begin).Fill(mark);
        }

        return cells;
    }

    private List<(long Offset, long SizeBytes, char Mark)> HeldAt(int moment)
    {
        var held = new List<(long, long, char)>();
        for (var t = 0; t < _model.Tensors.Length; t++)
        {
            if (IsHeld(t, moment))
            {
                held.Add((_model.Tensors[t].DataOffset, _model.Tensors[t].ByteLength, _letterOf[t]));
            }
        }

        if (moment >= 1 && moment <= _model.Steps.Length && _model.Steps[moment - 1].ScratchBytes > 0)
        {
            held.Add((_model.Steps[moment - 1].ScratchOffset, _model.Steps[moment - 1].ScratchBytes, '~'));
        }

        return held;
    }

    private bool IsHeld(int tensor, int moment)
    {
        ref readonly var record = ref _model.Tensors[tensor];
        if (record.Kind is not (TensorKind.Arena or TensorKind.Variable))
        {
            return false;
        }

        var (first, last) = ArenaReport.Moments(record, _model.Steps.Length);
        return moment >= first && moment <= last;
    }

    private void AppendLegend(StringBuilder text)
    {
        var peak = _report.PeakStep + 1;
        var atPeak = Enumerable.Range(0, _model.Tensors.Length).Where(t => IsHeld(t, peak))
            .OrderByDescending(t => _model.Tensors[t].ByteLength).ToList();
        foreach (var t in atPeak.Take(LegendLines))
        {
            var record = _model.Tensors[t];
            text.AppendLine(CultureInfo.InvariantCulture,
                $"  {_letterOf[t]} {record.ByteLength:N0} bytes at {record.DataOffset:N0}: {record.Type} {record.Shape} '{_model.TensorName(t)}'");
        }

        if (atPeak.Count > LegendLines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  and {atPeak.Count - LegendLines} more");
        }

        if (peak >= 1 && peak <= _model.Steps.Length && _model.Steps[peak - 1].ScratchBytes > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  ~ {_model.Steps[peak - 1].ScratchBytes:N0} bytes of scratch");
        }
    }

    private string MomentName(int moment) => $"{MomentNumber(moment)} {MomentOperator(moment)}".TrimEnd();

    private string MomentNumber(int moment) =>
        moment == 0 ? "inputs" : moment > _model.Steps.Length ? "outputs" : (moment - 1).ToString(CultureInfo.InvariantCulture);

    private string MomentOperator(int moment) =>
        moment == 0 || moment > _model.Steps.Length ? "" : _model.Steps[moment - 1].OpCode.ToString();

    private static Dictionary<int, char> AssignLetters(ModelFile model)
    {
        var tensors = Enumerable.Range(0, model.Tensors.Length).ToList();
        var letters = tensors.Where(t => model.Tensors[t].Kind == TensorKind.Arena).OrderBy(t => model.Tensors[t].FirstStep)
            .Select((t, i) => (t, Letters[i % Letters.Length])).ToDictionary();
        tensors.Where(t => model.Tensors[t].Kind == TensorKind.Variable).ToList().ForEach(t => letters[t] = '#');
        return letters;
    }
}
