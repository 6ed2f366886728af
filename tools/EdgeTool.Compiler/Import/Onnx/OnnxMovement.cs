using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Steps that many importers put around their operator: other shapes, orders of axes and element types of the same data.</summary>
public static class OnnxMovement
{
    /// <summary>The same elements under another shape; the value itself when it has that shape already.</summary>
    public static Value Reshape(this OnnxGraphBuilder graph, OnnxNode node, Value value, Shape shape, string part = "reshape")
    {
        if (value.Shape == shape)
        {
            return value;
        }

        return value is { IsConstant: true } && value.Shape.ElementCount == shape.ElementCount
            ? new Value { Name = $"{node.Name}/{part}", Type = value.Type, Shape = shape, Scales = value.Scales, ZeroPoint = value.ZeroPoint, Constant = value.Constant }
            : Like(graph, node, default(Reshape), value, shape, part);
    }

    /// <summary>Dimension i of the result is dimension <paramref name="permutation"/>[i] of the value.</summary>
    public static Value Transpose(this OnnxGraphBuilder graph, OnnxNode node, Value value, ReadOnlySpan<int> permutation, string part = "transpose")
    {
        var shape = value.Shape;
        for (var i = 0; i < permutation.Length; i++)
        {
            shape[i] = value.Shape[permutation[i]];
        }

        var moved = Like(graph, node, new Transpose { Permutation = PerAxis.Of(permutation) }, value, shape, part);
        moved.Steps = value.Steps?.Permuted(permutation);
        return moved;
    }

    /// <summary>The value as another element type; itself when it has that type already.</summary>
    public static Value Cast(this OnnxGraphBuilder graph, OnnxNode node, Value value, ElementType type, string part = "cast") =>
        value.Type == type ? value : graph.Add(node, part, default(Cast), [value], type, value.Shape);

    /// <summary>(n, c, spatial...) as the (n, h, w, c) that spatial kernels read: one spatial axis becomes the width of one row.</summary>
    /// <exception cref="UnsupportedException">It has no or more than two spatial axes.</exception>
    public static Value ToNhwc(this OnnxGraphBuilder graph, OnnxNode node, Value value, string part = "nhwc")
    {
        var shape = value.Shape;
        var planes = shape.Rank switch
        {
            3 => graph.Reshape(node, value, new Shape(shape[0], shape[1], 1, shape[2]), part + "/row"),
            4 => value,
            _ => throw new UnsupportedException($"has an input of rank {shape.Rank}", "use one or two spatial axes"),
        };
        return graph.Transpose(node, planes, [0, 2, 3, 1], part);
    }

    /// <summary>(n, h, w, c) back in the layout of ONNX.</summary>
    /// <param name="rank">3 takes away the height, which is 1; 4 keeps it.</param>
    public static Value FromNhwc(this OnnxGraphBuilder graph, OnnxNode node, Value value, int rank, string part = "nchw")
    {
        var planes = graph.Transpose(node, value, [0, 3, 1, 2], part);
        var shape = planes.Shape;
        return rank == 3 ? graph.Reshape(node, planes, new Shape(shape[0], shape[1], shape[3]), part + "/line") : planes;
    }

    private static Value Like<T>(OnnxGraphBuilder graph, OnnxNode node, in T record, Value value, Shape shape, string part)
        where T : unmanaged, IOperatorRecord<T>
    {
        var output = new Value { Name = $"{node.Name}/{part}", Type = value.Type, Shape = shape, Scales = value.Scales, ZeroPoint = value.ZeroPoint };
        graph.Add(node, record, [value], [output]);
        return output;
    }
}
