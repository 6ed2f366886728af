using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The p-norm of each window: the p-th root of the sum of the p-th powers of magnitudes. Padding counts as zeros.</summary>
internal sealed class LpPoolImporter : IOnnxImporter
{
    public string OpType => "LpPool";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var window = OnnxWindow.Of(node, input.Shape.Span[2..], node.Ints("kernel_shape") ?? []);
        var p = Norm(node);
        var sum = OnnxTapPool.Sum(node, graph, Power(node, graph, graph.Unary(node, UnaryFunction.Abs, input, part: "magnitude"), p, "power"), window);
        graph.Output(node, 0, Power(node, graph, sum, 1 / p, "root"));
    }

    /// <summary>The attribute p: a real number in operator set 1, an integer since.</summary>
    internal static double Norm(OnnxNode node)
    {
        var p = node.Opset < 2 ? node.Float("p", 2) : node.Int("p", 2);
        return p > 0 ? p : throw new UnsupportedException($"uses the norm of p = {p}", "use a number above 0");
    }

    internal static Value Power(OnnxNode node, OnnxGraphBuilder graph, Value value, double exponent, string part) => exponent switch
    {
        1 => value,
        2 => MulImporter.Apply(node, graph, value, value, part),
        0.5 => graph.Unary(node, UnaryFunction.Sqrt, value, part: part),
        _ => graph.Binary(node, BinaryFunction.Pow, value, OnnxConstant.Scalar(node, part + "/exponent", exponent, value.Type), part),
    };
}

/// <summary>The p-norm over all spatial axes, which stay with size 1.</summary>
internal sealed class GlobalLpPoolImporter : IOnnxImporter
{
    public string OpType => "GlobalLpPool";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, p) = (node.Require(0, "X"), LpPoolImporter.Norm(node));
        var power = LpPoolImporter.Power(node, graph, graph.Unary(node, UnaryFunction.Abs, input, part: "magnitude"), p, "power");
        var sum = graph.Reduce(node, ReduceFunction.Sum, power, OnnxAxes.From(2, input.Shape.Rank), part: "sum");
        graph.Output(node, 0, LpPoolImporter.Power(node, graph, sum, 1 / p, "root"));
    }
}
