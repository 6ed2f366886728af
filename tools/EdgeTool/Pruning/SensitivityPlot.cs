using System.Globalization;
using System.Text;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool;

/// <summary>Sensitivity curves as one SVG picture: the share of one layer that left to the right, the share of same answers upwards.</summary>
internal static class SensitivityPlot
{
    private const int Width = 760, Left = 50, Right = 500, Top = 20, Bottom = 320, LineHeight = 16;

    public static string Render(IReadOnlyList<GroupSensitivity> sensitivity)
    {
        var layers = sensitivity.GroupBy(s => s.Name).ToList();
        var lowest = Math.Floor(sensitivity.Min(s => s.Damage.Agreement) * 10) / 10;
        var height = Math.Max(Bottom + 50, Top + (layers.Count * LineHeight) + 10);
        var picture = new StringBuilder(string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" font-family=\"sans-serif\" font-size=\"11\"><rect width=\"{Width}\" height=\"{height}\" fill=\"white\"/>\n"));
        for (var tick = 0; tick <= 5; tick++)
        {
            var (share, same) = (tick / 5.0, lowest + ((1 - lowest) * tick / 5));
            picture.Append(CultureInfo.InvariantCulture, $"<path d=\"M{X(share):F1} {Top}V{Bottom}M{Left} {Y(same, lowest):F1}H{Right}\" stroke=\"#ddd\"/>");
            picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(share):F1}\" y=\"{Bottom + 16}\" text-anchor=\"middle\">{share:0.#}</text>");
            picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Y(same, lowest) + 4:F1}\" text-anchor=\"end\">{100 * same:0.#} %</text>\n");
        }

        picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Right) / 2}\" y=\"{Bottom + 36}\" text-anchor=\"middle\">share of the layer that left; answers that stay the same</text>\n");
        foreach (var (number, layer) in layers.Index())
        {
            var colour = string.Create(CultureInfo.InvariantCulture, $"hsl({number * 360 / layers.Count},65%,42%)");
            var points = layer.OrderBy(s => s.Share).Select(s => string.Create(CultureInfo.InvariantCulture, $"{X(s.Share):F1},{Y(s.Damage.Agreement, lowest):F1}"));
            picture.Append(CultureInfo.InvariantCulture, $"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\" points=\"{X(0):F1},{Y(1, lowest):F1} {string.Join(' ', points)}\"/>");
            picture.Append(CultureInfo.InvariantCulture, $"<text x=\"{Right + 16}\" y=\"{Top + (number * LineHeight) + 8}\" fill=\"{colour}\">{ModelReportPage.Html(ModelReportText.Short(layer.Key))}</text>\n");
        }

        return picture.Append("</svg>\n").ToString();
    }

    private static double X(double share) => Left + ((Right - Left) * share);

    private static double Y(double same, double lowest) => Bottom - ((Bottom - Top) * (same - lowest) / Math.Max(1 - lowest, 1e-9));
}
