using EdgeTool.Compiler.Pruning;

namespace EdgeTool;

/// <summary>A pruning report for people.</summary>
internal static class PruneReportText
{
    public static void Print(this Terminal terminal, PruneReport report)
    {
        var parts = Tables.Create("part", ">before", ">after");
        foreach (var part in report.Parts)
        {
            parts.AddText(ModelReportText.Short(part.Name), Tables.Number(part.Before), Tables.Number(part.After));
        }

        terminal.Write(parts);
        if (report.Sensitivity.Count > 0)
        {
            PrintSensitivity(terminal, report.Sensitivity);
        }

        var figures = Tables.Create("", ">before", ">after", ">times less");
        Row("multiply-accumulates", report.Macs);
        Row("bytes of the packed file", report.FileBytes);
        Row("microseconds on this machine", report.Microseconds);
        terminal.Write(figures);
        terminal.Out.WriteLine(report.Note);
        if (report is { Damage: { } damage, Reference: { } reference })
        {
            terminal.Out.WriteLine(QuantizationText.Of(damage, reference));
        }

        void Row(string what, BeforeAfter figure) =>
            figures.AddText(what, Tables.Number(figure.Before), Tables.Number(figure.After), Tables.Number(figure.Gain, 2));
    }

    private static void PrintSensitivity(Terminal terminal, IReadOnlyList<GroupSensitivity> sensitivity)
    {
        var table = Tables.Create("one layer pruned", ">share", ">same answers", ">top-1", ">signal to damage, dB");
        foreach (var s in sensitivity)
        {
            table.AddText(
                ModelReportText.Short(s.Name), Tables.Number(s.Share, 2), $"{Tables.Number(100 * s.Damage.Agreement, 1)} %",
                double.IsNaN(s.Damage.Top1) ? "" : $"{Tables.Number(100 * s.Damage.Top1, 1)} %", Tables.Number(s.Damage.SqnrDb, 1));
        }

        terminal.Write(table);
    }
}
