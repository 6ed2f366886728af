using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Exact convolution of 8-bit integers less their zero points, in int32. Reals of 24 bits hold every sum of 258 products; larger kernels are
/// split into multiples of 16 and remainders, which hold those of 4112.
/// </summary>
internal sealed class ConvIntegerImporter : IOnnxImporter
{
    private const int LargestProduct = 255 * 255, LargestPartProduct = 255 * 16, ExactLimit = 1 << 24, Part = 16;

    public string OpType => "ConvInteger";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, w) = (Centred(node, graph, 0, 2, "x"), Centred(node, graph, 1, 3, "w"));
        var taps = (long)w.Shape.ElementCount / w.Shape[0];
        if (taps * LargestProduct < ExactLimit)
        {
            graph.Output(node, 0, graph.Cast(node, graph.Through(node, "Conv", x, w), ElementType.Int32, "sum"));
            return;
        }

        if (taps * LargestPartProduct >= ExactLimit)
        {
            throw new UnsupportedException($"sums {taps} products", $"use at most {ExactLimit / LargestPartProduct}");
        }

        var part = OnnxConstant.Scalar(node, "part", Part, ElementType.Float32);
        var high = graph.Unary(node, UnaryFunction.Floor, graph.Binary(node, BinaryFunction.Div, w, part, "w/parts"), part: "w/high");
        var low = SubImporter.Apply(node, graph, w, MulImporter.Apply(node, graph, high, part, "w/whole"), "w/low");
        var highSum = graph.Cast(node, graph.Through(node, "Conv", x, high), ElementType.Int32, "high/sum");
        var lowSum = graph.Cast(node, graph.Through(node, "Conv", x, low), ElementType.Int32, "low/sum");
        var scaled = MulImporter.Apply(node, graph, highSum, OnnxConstant.Scalar(node, "part/int", Part, ElementType.Int32), "high/scaled");
        graph.Output(node, 0, AddImporter.Apply(node, graph, scaled, lowSum, "sum"));
    }

    private static Value Centred(OnnxNode node, OnnxGraphBuilder graph, int input, int zeroPoint, string part) => graph.Dequantize(
        node, node.Require(input, part), OnnxConstant.Scalar(node, part + "/1", 1, ElementType.Float32), node.Input(zeroPoint), axis: 0, part);
}
