using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>alpha * A' * B' + beta * C, either matrix perhaps transposed, C broadcast. Constant B and C become weights and bias.</summary>
internal sealed class GemmImporter : IOnnxImporter
{
    public string OpType => "Gemm";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (a, b) = (node.Require(0, "A"), node.Require(1, "B"));
        if (a.Shape.Rank != 2 || b.Shape.Rank != 2 || a.Type != ElementType.Float32)
        {
            throw new UnsupportedException($"multiplies {a.Info} by {b.Info}", "use float matrices");
        }

        var (transA, transB) = (node.Flag("transA"), node.Flag("transB"));
        var (rows, units) = (a.Shape[transA ? 1 : 0], b.Shape[transB ? 0 : 1]);
        var shape = new Shape(rows, units);
        var addend = node.Input(2) is { } c ? Scaled(node, graph, c, node.Float("beta", 1), "addend") : null;
        if (!b.IsConstant)
        {
            var record = new BatchMatMul { LeftTransposed = transA ? 1 : 0, RightTransposed = transB ? 1 : 0 };
            var product = Scaled(node, graph, graph.Add(node, "product", record, [a, b], a.Type, shape), node.Float("alpha", 1), "scaled");
            graph.Output(node, 0, addend is null ? product : AddImporter.Apply(node, graph, product, addend, "sum"));
            return;
        }

        var weights = Scaled(node, graph, transB ? b : graph.Transpose(node, b, [1, 0], "weights"), node.Float("alpha", 1), "weights/scaled");
        var left = transA ? graph.Transpose(node, a, [1, 0], "left") : a;
        var isBias = addend is { IsConstant: true } && addend.Shape.ElementCount == units && (addend.Shape.Rank == 0 || addend.Shape[-1] == units);
        var bias = isBias ? graph.Reshape(node, addend!, new Shape(units), "bias") : null;
        var result = graph.Add(node, "connected", default(FullyConnected), [left, weights, bias], a.Type, shape);
        graph.Output(node, 0, isBias || addend is null ? result : AddImporter.Apply(node, graph, result, addend, "sum"));
    }

    private static Value Scaled(OnnxNode node, OnnxGraphBuilder graph, Value value, float factor, string part) =>
        factor.Equals(1f) ? value : MulImporter.Apply(node, graph, value, OnnxConstant.Scalar(node, part + "/factor", factor, value.Type), part);
}
