using System.Globalization;
using System.Net;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>A model's report as one self-contained page: no script, no file beside it.</summary>
public static class ModelReportPage
{
    private const string Style = """
        body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2430}
        h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}
        table{border-collapse:collapse;width:100%}th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid #dde3ea}
        .n{text-align:right;font-variant-numeric:tabular-nums}svg{width:100%;height:auto;background:#f6f8fa}
        .facts td:first-child{color:#5b6775;width:10rem}.histograms{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;width:16rem}
        figcaption{font-size:.8rem;color:#5b6775;overflow-wrap:anywhere}
        """;

    public static string Render(ModelReport report, ModelFile model)
    {
        var page = new StringBuilder();
        var title = Html(report.Name.Length > 0 ? report.Name : report.Provenance.SourceFile.Length > 0 ? report.Provenance.SourceFile : "model");
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{Style}</style><h1>{title}</h1>");
        AppendFacts(page, report);
        page.Append("<h2>Arena</h2><p>Time runs to the right, one column for a step (numbered below); bytes run down. Where two colours mix, an operator writes its output over its input.</p>").Append(ArenaMap.Render(model));
        AppendOperators(page, report);
        page.Append("<h2>Graph</h2>").Append(GraphMap.Render(model));
        page.Append("<h2>Weights</h2><div class=\"histograms\">").Append(WeightHistograms.Render(model)).Append("</div></html>");
        return page.ToString();
    }

    internal static string Html(string text) => WebUtility.HtmlEncode(text);

    private static void AppendFacts(StringBuilder page, ModelReport report)
    {
        (string What, string Text)[] facts =
        [
            ("source", report.Provenance.SourceFile), ("source sha256", report.Provenance.SourceSha256), ("tool", report.Provenance.Tool),
            ("target", report.Provenance.Target.Length > 0 ? report.Provenance.Target : "any board"), ("content", report.ContentHash),
            ("labels", string.Join(", ", report.Contract.Labels)), .. report.Provenance.Notes.Select(n => ("note", n)),
            .. report.Provenance.Measured.Select(m => ("measured", $"{m.Metric} {Tables.Number(m.Value, 4)} on {m.DataSet} ({m.Samples})")),
            .. report.Inputs.Select((t, i) => ($"input {i}", t.ToString())), .. report.Outputs.Select((t, i) => ($"output {i}", t.ToString())),
            .. report.Contract.Preprocess.Select(p => ("preprocess", StageText(p))), ("decision", DecisionText(report.Contract.Decision)),
            ("file", $"{Tables.Number(report.FileBytes)} bytes"), ("weights", $"{Tables.Number(report.WeightBytes)} bytes"),
            ("arena", $"{Tables.Number(report.ArenaBytes)} bytes; no plan can take less than {Tables.Number(report.MaxLiveBytes)}"),
            ("work", $"{Tables.Number(report.Macs)} MACs"),
        ];
        page.Append("<table class=\"facts\">");
        foreach (var (what, text) in facts.Where(f => f.Text.Length > 0))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{Html(what)}<td>{Html(text)}");
        }

        page.Append("</table>");
    }

    private static string StageText(PreprocessStage stage)
    {
        var numbers = stage.Numbers.Select(n => $"{n.Key} {string.Join(' ', n.Value.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
        return string.Join(", ", numbers.Concat((stage.Options ?? new Dictionary<string, string>()).Select(o => $"{o.Key} {o.Value}")).Prepend(stage.Kind));
    }

    private static string DecisionText(DecisionDefaults? decision) => decision is null ? ""
        : string.Create(CultureInfo.InvariantCulture, $"threshold {decision.Threshold}, hysteresis {decision.Hysteresis}, debounce {decision.Debounce}");

    private static void AppendOperators(StringBuilder page, ModelReport report)
    {
        page.Append("<h2>Operators</h2><table><tr><th class=\"n\">#<th>operator<th>name<th>output<th>kernel<th class=\"n\">MACs<th class=\"n\">weights<th class=\"n\">scratch");
        foreach (var o in report.Operators)
        {
            var output = string.Join(' ', o.Outputs.Select(t => $"{t.Type} {t.ShapeText()}"));
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><td class=\"n\">{o.Index}<td>{o.Op}<td>{Html(ModelReportText.Short(o.Name))}<td>{output}<td>{o.Kernel}<td class=\"n\">{Tables.Number(o.Macs)}<td class=\"n\">{Tables.Number(o.WeightBytes)}<td class=\"n\">{Tables.Number(o.ScratchBytes)}");
        }

        page.Append("</table>");
    }
}
