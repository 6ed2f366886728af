using System.Globalization;
using System.Text;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>
/// The graph as an inline SVG: steps downwards in execution order, a straight line to the next step, an arc on the right to a later one.
/// </summary>
public static class GraphMap
{
    private const int RowHeight = 30, BoxHeight = 22, BoxWidth = 720, Left = 10, Width = 1000;

    public static string Render(ModelFile model)
    {
        // Row 0 stands for the inputs, row s + 1 for step s, the last for the outputs.
        var rows = model.Steps.Length + 2;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {rows * RowHeight}\" role=\"img\" aria-label=\"graph\">");
        AppendEdges(svg, model);
        AppendBox(svg, 0, "", "inputs", "", "", "#e4ebf3");
        for (var s = 0; s < model.Steps.Length; s++)
        {
            AppendBox(svg, s + 1, $"{s}", $"{model.Steps[s].OpCode}", OutputText(model, s), ModelReportText.Short(model.StepName(s)), "#fff");
        }

        AppendBox(svg, rows - 1, "", "outputs", "", "", "#e4ebf3");
        return svg.Append("</svg>").ToString();
    }

    private static void AppendEdges(StringBuilder svg, ModelFile model)
    {
        // Constants have no row; variables are written by a later step of the inference before.
        var rowOf = new Dictionary<int, int>();
        foreach (var input in model.Inputs)
        {
            rowOf[input] = 0;
        }

        for (var s = 0; s < model.Steps.Length; s++)
        {
            foreach (var input in model.InputsOf(s))
            {
                AppendEdge(svg, rowOf, input, s + 1);
            }

            foreach (var output in model.OutputsOf(s))
            {
                rowOf[output] = s + 1;
            }
        }

        foreach (var output in model.Outputs)
        {
            AppendEdge(svg, rowOf, output, model.Steps.Length + 1);
        }
    }

    private static void AppendEdge(StringBuilder svg, Dictionary<int, int> rowOf, int tensor, int to)
    {
        if (!rowOf.TryGetValue(tensor, out var from))
        {
            return;
        }

        var (startY, endY) = ((from * RowHeight) + BoxHeight, to * RowHeight);
        var bend = Left + BoxWidth + Math.Min(Width - BoxWidth - (2 * Left), 20 + (10 * (to - from)));
        var path = to == from + 1
            ? $"M{Left + 20} {startY}V{endY}"
            : $"M{Left + BoxWidth} {startY - (BoxHeight / 2)}C{bend} {startY} {bend} {endY} {Left + BoxWidth} {endY + (BoxHeight / 2)}";
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" stroke=\"#4a7fb5\" fill=\"none\"/>");
    }

    private static string OutputText(ModelFile model, int step) =>
        TensorReport.Of(model, model.OutputsOf(step)) is [var first, ..] ? $"{first.Type} {first.ShapeText()}" : "";

    /// <summary>A box whose texts stand in columns.</summary>
    private static void AppendBox(StringBuilder svg, int row, string number, string what, string output, string name, string colour)
    {
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{Left}\" y=\"{row * RowHeight}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" rx=\"4\" fill=\"{colour}\" stroke=\"#9aa4b0\"/>");
        foreach (var (x, text) in new[] { (8, number), (40, what), (220, output), (400, name) })
        {
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + x}\" y=\"{(row * RowHeight) + 15}\" font-size=\"11\">{ModelReportPage.Html(text)}</text>");
        }
    }
}
