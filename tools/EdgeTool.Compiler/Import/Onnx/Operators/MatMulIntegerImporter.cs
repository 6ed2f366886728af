using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Exact product of 8-bit matrices less their zero points, in int32; a vector is a row on the left, a column on the right.</summary>
internal sealed class MatMulIntegerImporter : IOnnxImporter
{
    public string OpType => "MatMulInteger";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (a, b) = (node.Require(0, "A"), node.Require(1, "B"));
        var left = a.Shape.Rank == 1 ? graph.Reshape(node, a, new Shape(1, a.Shape[0]), "row") : a;
        var right = b.Shape.Rank == 1 ? graph.Reshape(node, b, new Shape(b.Shape[0], 1), "column") : b;
        var batch = OnnxShapes.Broadcast(new Shape(left.Shape.Span[..^2]), new Shape(right.Shape.Span[..^2]));
        var product = graph.Add(
            node, "product", default(MatMulInteger), [left, right, node.Input(2), node.Input(3)], ElementType.Int32, new Shape([.. batch.Span, left.Shape[-2], right.Shape[-1]]));
        int[] row = a.Shape.Rank == 1 ? [] : [left.Shape[-2]], column = b.Shape.Rank == 1 ? [] : [right.Shape[-1]];
        graph.Output(node, 0, graph.Reshape(node, product, new Shape([.. batch.Span, .. row, .. column]), "vector"));
    }
}
