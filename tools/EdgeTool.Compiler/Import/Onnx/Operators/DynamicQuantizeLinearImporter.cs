using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Reals to uint8 with the scale and zero point of this very tensor, its range widened to hold 0.</summary>
internal sealed class DynamicQuantizeLinearImporter : IOnnxImporter
{
    public string OpType => "DynamicQuantizeLinear";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var x = node.Require(0, "x");
        var (all, zero) = (OnnxAxes.From(0, x.Shape.Rank), OnnxConstant.Scalar(node, "0", 0, ElementType.Float32));
        var high = graph.Add(node, "high", default(Maximum), [graph.Reduce(node, ReduceFunction.Max, x, all, keepDims: false, "largest"), zero], x.Type, new Shape());
        var low = graph.Add(node, "low", default(Minimum), [graph.Reduce(node, ReduceFunction.Min, x, all, keepDims: false, "smallest"), zero], x.Type, new Shape());
        var range = graph.Add(node, "range", default(Sub), [high, low], x.Type, new Shape());
        var scale = graph.Binary(node, BinaryFunction.Div, range, OnnxConstant.Scalar(node, "255", byte.MaxValue, ElementType.Float32), "scale");
        var distance = graph.Binary(node, BinaryFunction.Div, graph.Unary(node, UnaryFunction.Neg, low, part: "depth"), scale, "distance");
        var zeroPoint = graph.Cast(node, graph.Unary(node, UnaryFunction.Round, distance, part: "rounded"), ElementType.UInt8, "zero");
        graph.Output(node, 0, graph.Quantize(node, x, scale, zeroPoint, ElementType.UInt8, axis: 0));
        graph.Output(node, 1, scale);
        graph.Output(node, 2, zeroPoint);
    }
}
