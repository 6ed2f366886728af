using System.Globalization;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>The memory plan as an inline SVG: a rectangle for each tensor and each step's scratch.</summary>
public static class ArenaMap
{
    private const double Width = 1000, Height = 320;

    public static string Render(ModelFile model)
    {
        // One column while inputs are written, one for each step, one while outputs are read.
        var columnWidth = Width / (model.Steps.Length + 2);
        var bytesToHeight = Height / Math.Max(1, model.ArenaBytes);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"arena map\">");
        for (var t = 0; t < model.Tensors.Length; t++)
        {
            var tensor = model.Tensors[t];
            if (tensor.Kind is TensorKind.Arena or TensorKind.Variable)
            {
                var (first, last) = tensor.Kind == TensorKind.Variable ? (-1, model.Steps.Length) : (tensor.FirstStep, tensor.LastStep);
                Rectangle(svg, (first + 1) * columnWidth, (last - first + 1) * columnWidth, tensor.DataOffset * bytesToHeight,
                    tensor.ByteLength * bytesToHeight, $"hsl({t * 47 % 360} 60% 70%)", $"{model.TensorName(t)}: {model.InfoOf(t)}, {tensor.ByteLength:N0} bytes at {tensor.DataOffset:N0}");
            }
        }

        for (var s = 0; s < model.Steps.Length; s++)
        {
            var step = model.Steps[s];
            if (step.ScratchBytes > 0)
            {
                Rectangle(svg, (s + 1) * columnWidth, columnWidth, step.ScratchOffset * bytesToHeight, step.ScratchBytes * bytesToHeight,
                    "#9aa4b0", $"scratch of {step.OpCode}: {step.ScratchBytes:N0} bytes");
            }
        }

        return svg.Append("</svg>").ToString();
    }

    private static void Rectangle(StringBuilder svg, double x, double width, double y, double height, string colour, string title) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:F2}\" y=\"{y:F2}\" width=\"{width:F2}\" height=\"{Math.Max(height, 0.5):F2}\" fill=\"{colour}\" fill-opacity=\".8\" stroke=\"#fff\" stroke-width=\".5\"><title>{ModelReportPage.Html(title)}</title></rect>");
}
