using System.Globalization;
using System.Text;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool;

/// <summary>A diagnosis as one self-contained page with a bar for each layer: no script, no file beside it.</summary>
internal static class DoctorPage
{
    private const string Style = """
        body{font:14px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#1c2430}
        table{border-collapse:collapse;width:100%}th,td{padding:.2rem .6rem;text-align:left;border-bottom:1px solid #dde3ea;overflow-wrap:anywhere}
        .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.w{color:#a33}svg{width:14rem;height:.9rem;background:#f6f8fa}
        """;

    /// <summary>Bars end here: what lies above is as good as lossless.</summary>
    private const double FullBarDb = 60;

    public static string Render(string model, Diagnosis diagnosis)
    {
        var page = new StringBuilder();
        var title = ModelReportPage.Html($"{model}: what quantization does to it");
        page.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title><style>{Style}</style><h1>{title}</h1>");
        foreach (var warning in diagnosis.Warnings)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"w\">{ModelReportPage.Html(warning)}</p>");
        }

        page.Append("<h2>Cures</h2><table><tr><th>cure<th>what<th>kept<th class=\"n\">agreement<th class=\"n\">signal to noise<th>");
        foreach (var step in diagnosis.Steps)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{step.Cure}<td>{ModelReportPage.Html(step.Text)}<td>{(step.IsKept ? "yes" : "no")}<td class=\"n\">{Tables.Number(100 * step.Damage.Agreement, 2)} %<td class=\"n\">{Tables.Number(step.Damage.SqnrDb)} dB<td>{Bar(step.Damage.SqnrDb)}");
        }

        page.Append("</table><h2>Layers of the plain int8 model, the worst first</h2><table><tr><th>operator<th>name<th class=\"n\">output<th class=\"n\">scores, alone<th><th>cause");
        foreach (var layer in diagnosis.Layers)
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td>{layer.Node.OpCode}<td>{ModelReportPage.Html(QuantizationDoctor.ShortName(layer.Node.Name))}<td class=\"n\">{Tables.Number(layer.SqnrDb)} dB<td class=\"n\">{Tables.Number(layer.AloneSqnrDb)} dB<td>{Bar(layer.AloneSqnrDb)}<td>{ModelReportPage.Html(DoctorText.Causes(layer))}");
        }

        return page.Append("</table></html>").ToString();
    }

    private static string Bar(double db)
    {
        var share = Math.Clamp(db / FullBarDb, 0, 1);
        var colour = share < 0.3 ? "#c0392b" : share < 0.5 ? "#d69e2e" : "#2f855a";
        return string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\"><rect width=\"{100 * share:F1}\" height=\"6\" fill=\"{colour}\"/></svg>");
    }
}
