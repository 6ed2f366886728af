using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// QONNX Quant (Pappalardo et al. 2022): reals moved to the nearest of the values that an integer of so many bits could stand for,
/// ((round(clamp(x / scale + zeroPoint)) - zeroPoint) scale.
/// </summary>
/// <param name="domain">One of the domains that exporters write it in.</param>
internal sealed class QonnxQuantImporter(string domain) : IOnnxImporter
{
    private const int MaxBits = 24;

    public static IReadOnlyList<IOnnxImporter> All { get; } = [.. OnnxDomains.Qonnx.Select(d => new QonnxQuantImporter(d))];

    public string OpType => "Quant";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, scale, zeroPoint) = (node.Require(0, "X"), node.Require(1, "scale"), node.Require(2, "zeropt"));
        var (low, high) = Range(node);
        var scaled = graph.Binary(node, BinaryFunction.Div, x, scale, "scaled");
        var shifted = AddImporter.Apply(node, graph, scaled, zeroPoint, "shifted");
        var limited = graph.Unary(node, UnaryFunction.Clip, shifted, low, high, "limited");
        var rounded = graph.Unary(node, Rounding(node, "ROUND"), limited, part: "rounded");
        graph.Output(node, 0, MulImporter.Apply(node, graph, SubImporter.Apply(node, graph, rounded, zeroPoint, "centred"), scale, "result"));
    }

    private static (float Low, float High) Range(OnnxNode node)
    {
        if (node.ConstantFloats(3, "bitwidth") is not [>= 1 and <= MaxBits and var bits] || bits != MathF.Floor(bits))
        {
            throw new UnsupportedException("has no whole number of bits", $"use one bit width from 1 to {MaxBits}");
        }

        var (isSigned, narrow) = (node.Flag("signed", true), node.Flag("narrow") ? 1 : 0);
        var values = MathF.ScaleB(1, (int)bits);
        return isSigned ? (narrow - (values / 2), (values / 2) - 1) : (0, values - 1 - narrow);
    }

    /// <summary>Function of the attribute rounding_mode.</summary>
    internal static UnaryFunction Rounding(OnnxNode node, string defaultMode) => node.Text("rounding_mode", defaultMode).ToUpperInvariant() switch
    {
        "ROUND" => UnaryFunction.Round,
        "CEIL" => UnaryFunction.Ceil,
        "FLOOR" => UnaryFunction.Floor,
        var mode => throw new UnsupportedException($"rounds by {mode}", "use ROUND, CEIL or FLOOR"),
    };
}
