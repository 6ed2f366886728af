using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// QONNX Trunc (Pappalardo et al. 2022): the lowest bits of an integer dropped, as after an average pool that summed up:
/// (round(round(x / scale + zeroPoint) / 2^(inBits - outBits)) - zeroPoint) scale, the outer rounding downwards unless it says otherwise.
/// </summary>
/// <param name="domain">One of the domains that exporters write it in.</param>
internal sealed class QonnxTruncImporter(string domain) : IOnnxImporter
{
    private const int MaxBits = 24;

    public static IReadOnlyList<IOnnxImporter> All { get; } = [.. OnnxDomains.Qonnx.Select(d => new QonnxTruncImporter(d))];

    public string OpType => "Trunc";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, scale, zeroPoint) = (node.Require(0, "X"), node.Require(1, "scale"), node.Require(2, "zeropt"));
        var dropped = Bits(node, 3, "in_bitwidth") - Bits(node, 4, "out_bitwidth");
        if (node.Inputs.Count > 5 || dropped < 0)
        {
            throw new UnsupportedException("states an output scale, or more bits than it takes", "export with version 1 of the operator");
        }

        var scaled = graph.Binary(node, BinaryFunction.Div, x, scale, "scaled");
        var whole = graph.Unary(node, UnaryFunction.Round, AddImporter.Apply(node, graph, scaled, zeroPoint, "shifted"), part: "whole");
        var shorter = MulImporter.Apply(node, graph, whole, OnnxConstant.Scalar(node, "step", Math.ScaleB(1, -dropped), ElementType.Float32), "shorter");
        var rounded = graph.Unary(node, QonnxQuantImporter.Rounding(node, "FLOOR"), shorter, part: "rounded");
        graph.Output(node, 0, MulImporter.Apply(node, graph, SubImporter.Apply(node, graph, rounded, zeroPoint, "centred"), scale, "result"));
    }

    private static int Bits(OnnxNode node, int input, string role) =>
        node.ConstantFloats(input, role) is [>= 1 and <= MaxBits and var bits] && bits == MathF.Floor(bits)
            ? (int)bits
            : throw new UnsupportedException($"has no whole {role}", $"use one bit width from 1 to {MaxBits}");
}
