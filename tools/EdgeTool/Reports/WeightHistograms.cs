using System.Globalization;
using System.Text;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>How the stored weights of each step are distributed, as inline SVG bars. Biases and other 32-bit integers are left out.</summary>
public static class WeightHistograms
{
    private const int Bins = 32;
    private const int MinElements = 16;

    public static string Render(ModelFile model)
    {
        var html = new StringBuilder();
        for (var t = 0; t < model.Tensors.Length; t++)
        {
            var info = model.InfoOf(t);
            if (info.Kind == TensorKind.Constant && info.Type is ElementType.Float32 or ElementType.Int8 or ElementType.UInt8 or ElementType.Int16
                && info.Shape.ElementCount >= MinElements)
            {
                var values = Elements.ToFloats(model.ConstantBytes(t), info.Type);
                AppendFigure(html, TensorReport.Of(model, t), values);
            }
        }

        return html.ToString();
    }

    /// <summary>Counts in equal bins over [min, max].</summary>
    public static int[] Count(ReadOnlySpan<float> values, float min, float max)
    {
        var counts = new int[Bins];
        foreach (var value in values)
        {
            counts[max > min ? Math.Clamp((int)((value - min) / (max - min) * Bins), 0, Bins - 1) : 0]++;
        }

        return counts;
    }

    private static void AppendFigure(StringBuilder html, TensorReport tensor, float[] values)
    {
        var (min, max) = (values.Min(), values.Max());
        var counts = Count(values, min, max);
        var highest = Math.Max(1, counts.Max());
        html.Append("<figure><svg viewBox=\"0 0 320 80\">");
        for (var b = 0; b < Bins; b++)
        {
            var height = 80.0 * counts[b] / highest;
            html.Append(CultureInfo.InvariantCulture, $"<rect x=\"{b * 10}\" y=\"{80 - height:F1}\" width=\"9\" height=\"{height:F1}\" fill=\"#4a7fb5\"/>");
        }

        html.Append(CultureInfo.InvariantCulture,
            $"</svg><figcaption title=\"{ModelReportPage.Html(tensor.Name)}\">{ModelReportPage.Html(ModelReportText.Short(tensor.Name))}: {tensor.Type} {tensor.ShapeText()}, {min:G4} to {max:G4}</figcaption></figure>");
    }
}
