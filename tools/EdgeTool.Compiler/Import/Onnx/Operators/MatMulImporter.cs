using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Matrix product as numpy.matmul: a vector is a row on the left, a column on the right.</summary>
internal sealed class MatMulImporter : IOnnxImporter
{
    public string OpType => "MatMul";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (a, b) = (node.Require(0, "A"), node.Require(1, "B"));
        var left = a.Shape.Rank == 1 ? graph.Reshape(node, a, new Shape(1, a.Shape[0]), "row") : a;
        var right = b.Shape.Rank == 1 ? graph.Reshape(node, b, new Shape(b.Shape[0], 1), "column") : b;
        var product = Product(node, graph, left, right);
        var dimensions = product.Shape.Span.ToArray().AsSpan();
        dimensions = b.Shape.Rank == 1 ? dimensions[..^1] : dimensions;
        graph.Output(node, 0, a.Shape.Rank == 1
            ? graph.Reshape(node, product, b.Shape.Rank == 1 ? new Shape() : new Shape([.. dimensions[..^2], dimensions[^1]]), "vector")
            : graph.Reshape(node, product, new Shape(dimensions), "vector"));
    }

    /// <summary>Product of matrices, or of batches of them: weights by FullyConnected, anything else by BatchMatMul.</summary>
    internal static Value Product(OnnxNode node, OnnxGraphBuilder graph, Value left, Value right)
    {
        if (left.Shape.Rank < 2 || right.Shape.Rank < 2)
        {
            throw new UnsupportedException($"multiplies {left.Shape} by {right.Shape}", "use matrices");
        }

        var rank = Math.Max(left.Shape.Rank, right.Shape.Rank);
        var shape = rank == left.Shape.Rank ? left.Shape : right.Shape;
        for (var axis = 3; axis <= rank; axis++)
        {
            var (a, b) = (axis <= left.Shape.Rank ? left.Shape[-axis] : 1, axis <= right.Shape.Rank ? right.Shape[-axis] : 1);
            shape[-axis] = Math.Min(a, b) == 0 ? 0 : Math.Max(a, b);
        }

        (shape[-2], shape[-1]) = (left.Shape[-2], right.Shape[-1]);
        if (left.Shape[-1] == 0 && right.Shape[-2] == 0 && !shape.IsEmpty())
        {
            graph.Charge(shape.ElementCount, left.Type);
            return OnnxConstant.Filled(node, "sums of nothing", shape, 0, left.Type);
        }

        if (right is { IsConstant: true, Shape.Rank: 2 } && left.Shape[-1] == right.Shape[0])
        {
            return graph.Add(node, "product", default(FullyConnected), [left, graph.Transpose(node, right, [1, 0], "weights"), null], left.Type, shape);
        }

        return graph.Add(node, "product", default(BatchMatMul), [left, right], left.Type, shape);
    }
}
