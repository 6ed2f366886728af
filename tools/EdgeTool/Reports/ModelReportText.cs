using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>A model's report for people.</summary>
public static class ModelReportText
{
    public static void Print(this Terminal terminal, ModelReport report, ModelFile model)
    {
        PrintHead(terminal, report);
        PrintOperators(terminal, report);
        foreach (var storage in report.Storages.Where(s => s.Storage != nameof(ConstantStorage.Plain).ToLowerInvariant()))
        {
            terminal.Out.WriteLine($"weights    {storage}");
        }

        terminal.Out.WriteLine(ArenaDrawing.Draw(model, Math.Min(terminal.Width, 120)));
        terminal.Out.WriteLine(
            $"file {Tables.Number(report.FileBytes)} bytes, weights {Tables.Number(report.WeightBytes)}, arena {Tables.Number(report.ArenaBytes)} (no plan can take less than {Tables.Number(report.MaxLiveBytes)}), {Tables.Number(report.Macs)} MACs");
    }

    private static void PrintHead(Terminal terminal, ModelReport report)
    {
        var (output, provenance) = (terminal.Out, report.Provenance);
        output.WriteLine($"model      {(report.Name.Length > 0 ? report.Name : "(no name)")}");
        Line(output, "source", provenance.SourceFile + (provenance.SourceSha256.Length > 0 ? $" (sha256 {provenance.SourceSha256})" : ""));
        Line(output, "tool", provenance.Tool);
        Line(output, "target", provenance.Target.Length > 0 ? provenance.Target : "any board");
        Line(output, "content", report.ContentHash);
        Line(output, "self-test", $"{report.SelfTestCases} case(s)");
        foreach (var note in provenance.Notes)
        {
            Line(output, "note", note);
        }

        foreach (var figure in provenance.Measured)
        {
            Line(output, "measured", $"{figure.Metric} {Tables.Number(figure.Value, 4)} on {figure.DataSet}, {Tables.Number(figure.Samples)} samples");
        }

        foreach (var stage in report.Contract.Preprocess)
        {
            Line(output, "preprocess", $"{stage.Kind} {string.Join(", ", stage.Numbers.Select(n => $"{n.Key} {string.Join(' ', n.Value)}"))}");
        }

        Line(output, "labels", string.Join(", ", report.Contract.Labels));
        PrintTensors(output, "input", report.Inputs);
        PrintTensors(output, "output", report.Outputs);
    }

    private static void PrintTensors(TextWriter output, string role, IReadOnlyList<TensorReport> tensors)
    {
        for (var i = 0; i < tensors.Count; i++)
        {
            Line(output, $"{role} {i}", $"{tensors[i]}  '{tensors[i].Name}'");
        }
    }

    private static void Line(TextWriter output, string what, string text)
    {
        if (text.Length > 0)
        {
            output.WriteLine($"{what,-10} {text}");
        }
    }

    private static void PrintOperators(Terminal terminal, ModelReport report)
    {
        var table = Tables.Create(">#", "operator", "name", "output", "kernel", ">MACs", ">weights", ">scratch");
        foreach (var o in report.Operators)
        {
            table.AddText(
                $"{o.Index}", o.Op, Short(o.Name), string.Join(' ', o.Outputs.Select(t => $"{t.Type} {t.ShapeText()}")), o.Kernel,
                Tables.Number(o.Macs), Tables.Number(o.WeightBytes), Tables.Number(o.ScratchBytes));
        }

        terminal.Write(table);
    }

    /// <summary>The end of a long name: TensorFlow's names differ there.</summary>
    public static string Short(string name)
    {
        const int Longest = 40;
        name = name.Split(';')[0];
        return name.Length <= Longest ? name : $"…{name[^(Longest - 1)..]}";
    }
}
