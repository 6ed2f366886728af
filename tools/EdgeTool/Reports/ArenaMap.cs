using System.Globalization;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>The memory plan as an inline SVG: a rectangle for each tensor and each step's scratch, bytes down the left side, steps below.</summary>
public static class ArenaMap
{
    private const double Width = 930, Height = 320, Left = 70, Axis = 20;
    private const int MaxStepLabels = 30;

    public static string Render(ModelFile model)
    {
        // One column while inputs are written, one for each step, one while outputs are read.
        var columnWidth = Width / (model.Steps.Length + 2);
        var bytesToHeight = Height / Math.Max(1, model.ArenaBytes);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Left + Width} {Height + Axis}\" font-size=\"11\" role=\"img\" aria-label=\"arena map\">");
        AppendAxes(svg, model, columnWidth);
        var sizes = new StringBuilder(); // above all rectangles
        for (var t = 0; t < model.Tensors.Length; t++)
        {
            var tensor = model.Tensors[t];
            if (tensor.Kind is TensorKind.Arena or TensorKind.Variable)
            {
                var (first, last) = tensor.Kind == TensorKind.Variable ? (-1, model.Steps.Length) : (tensor.FirstStep, tensor.LastStep);
                Rectangle(svg, Left + ((first + 1) * columnWidth), (last - first + 1) * columnWidth, tensor.DataOffset * bytesToHeight,
                    tensor.ByteLength * bytesToHeight, $"hsl({t * 47 % 360} 60% 70%)", $"{model.TensorName(t)}: {model.InfoOf(t)}, {tensor.ByteLength:N0} bytes at {tensor.DataOffset:N0}");
                AppendSize(sizes, Left + ((first + 1) * columnWidth), (last - first + 1) * columnWidth, tensor.DataOffset * bytesToHeight,
                    tensor.ByteLength * bytesToHeight, tensor.ByteLength);
            }
        }

        for (var s = 0; s < model.Steps.Length; s++)
        {
            var step = model.Steps[s];
            if (step.ScratchBytes > 0)
            {
                Rectangle(svg, Left + ((s + 1) * columnWidth), columnWidth, step.ScratchOffset * bytesToHeight, step.ScratchBytes * bytesToHeight,
                    "#9aa4b0", $"scratch of {step.OpCode}: {step.ScratchBytes:N0} bytes");
            }
        }

        return svg.Append(sizes).Append("</svg>").ToString();
    }

    private static void AppendAxes(StringBuilder svg, ModelFile model, double columnWidth)
    {
        const int parts = 4;
        for (var i = 0; i <= parts; i++)
        {
            var y = Height * i / parts;
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Left - 6}\" y=\"{Math.Clamp(y + 4, 10, Height):F0}\" text-anchor=\"end\" fill=\"#5b6775\">{model.ArenaBytes * i / parts:N0}</text>");
        }

        var every = (model.Steps.Length / MaxStepLabels) + 1;
        for (var s = 0; s < model.Steps.Length; s += every)
        {
            svg.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{Left + ((s + 1.5) * columnWidth):F1}\" y=\"{Height + 14}\" text-anchor=\"middle\" fill=\"#5b6775\">{s}</text>");
        }
    }

    /// <summary>A tensor's bytes, where there is room for them.</summary>
    private static void AppendSize(StringBuilder sizes, double x, double width, double y, double height, long bytes)
    {
        const double letterWidth = 7, lineHeight = 14;
        var text = bytes.ToString("N0", CultureInfo.InvariantCulture);
        if (width > letterWidth * text.Length && height > lineHeight)
        {
            sizes.Append(CultureInfo.InvariantCulture,
                $"<text x=\"{x + (width / 2):F1}\" y=\"{y + (height / 2) + 4:F1}\" text-anchor=\"middle\" pointer-events=\"none\">{text}</text>");
        }
    }

    private static void Rectangle(StringBuilder svg, double x, double width, double y, double height, string colour, string title) =>
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{x:F2}\" y=\"{y:F2}\" width=\"{width:F2}\" height=\"{Math.Max(height, 0.5):F2}\" fill=\"{colour}\" fill-opacity=\".8\" stroke=\"#fff\" stroke-width=\".5\"><title>{ModelReportPage.Html(title)}</title></rect>");
}
