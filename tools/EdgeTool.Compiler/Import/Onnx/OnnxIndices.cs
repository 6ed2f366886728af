using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Indices that may count from the end of an axis.</summary>
internal static class OnnxIndices
{
    /// <summary>index + size where the index is negative, else the index: index + size * clamp(-index, 0, 1).</summary>
    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps; constants are computed at once.</param>
    /// <param name="indices">int32 or int64.</param>
    /// <param name="size">Elements of the axis.</param>
    public static Value FromFirst(OnnxNode node, OnnxGraphBuilder graph, Value indices, int size)
    {
        var type = indices.Type;
        if (type is not (ElementType.Int32 or ElementType.Int64))
        {
            throw new UnsupportedException($"has indices of type {type}", "use int32 or int64");
        }

        var zero = OnnxConstant.Scalar(node, "zero", 0, type);
        var negated = SubImporter.Apply(node, graph, zero, indices, "negated");
        var below = graph.Add(node, "below", default(Minimum), [negated, OnnxConstant.Scalar(node, "one", 1, type)], type, indices.Shape);
        var flag = graph.Add(node, "flag", default(Maximum), [below, zero], type, indices.Shape);
        var shift = MulImporter.Apply(node, graph, flag, OnnxConstant.Scalar(node, "size", size, type), "shift");
        return AddImporter.Apply(node, graph, indices, shift, "fromFirst");
    }
}
