using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Largest element of each window and where it lies. The elements of a window are compared one after another; the distance from the first
/// of them to the largest so far is the same number for every window.
/// </summary>
internal static class OnnxIndexedPool
{
    /// <param name="node">The operator.</param>
    /// <param name="graph">Receives the steps.</param>
    /// <param name="input">(n, c, spatial...), float32.</param>
    /// <param name="window">Over the spatial axes.</param>
    /// <returns>Maxima, and their int64 indices in the input laid out flat, in columns where storage_order asks for it.</returns>
    public static (Value Max, Value Indices) Max(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxWindow window)
    {
        var steps = Steps(input.Shape, node.Flag("storage_order"));
        Value? best = null, distance = null;
        foreach (var (tap, slice) in OnnxTapPool.Taps(node, graph, input, window, float.NegativeInfinity))
        {
            var way = 0L;
            for (var axis = 0; axis < tap.Length; axis++)
            {
                way += (long)tap[axis] * window.Dilations[axis] * steps[axis + 2];
            }

            var (part, here) = ($"at {string.Join(',', tap)}", OnnxGraphBuilder.Constant(node, $"way {way}", new Shape(), way));
            if (best is null)
            {
                (best, distance) = (slice, here);
                continue;
            }

            // Of equal elements the first counts.
            var isLarger = graph.Binary(node, BinaryFunction.Greater, slice, best, part + "/larger");
            distance = graph.Add(node, part + "/distance", default(Where), [isLarger, here, distance], ElementType.Int64, slice.Shape);
            best = graph.Add(node, part, default(Maximum), [best, slice], input.Type, slice.Shape);
        }

        return (best!, AddImporter.Apply(node, graph, Starts(node, graph, best!.Shape, window, steps), distance!, "indices"));
    }

    /// <summary>How far apart neighbours along each axis lie.</summary>
    private static long[] Steps(Shape shape, bool inColumns)
    {
        var order = Enumerable.Range(0, shape.Rank).ToArray();
        if (inColumns)
        {
            Array.Reverse(order, 2, shape.Rank - 2);
        }

        var (steps, step) = (new long[shape.Rank], 1L);
        foreach (var axis in order.Reverse())
        {
            steps[axis] = step;
            step *= shape[axis];
        }

        return steps;
    }

    /// <summary>Index of the first element of every window; of one in the padding, where it would be.</summary>
    private static Value Starts(OnnxNode node, OnnxGraphBuilder graph, Shape output, OnnxWindow window, long[] steps)
    {
        graph.Charge(output.ElementCount, ElementType.Int64);
        var starts = new long[output.ElementCount];
        for (var i = 0; i < starts.Length; i++)
        {
            var rest = i;
            for (var axis = output.Rank - 1; axis >= 0; axis--)
            {
                var position = rest % output[axis];
                starts[i] += steps[axis] * (axis < 2 ? position : ((long)position * window.Strides[axis - 2]) - window.Before[axis - 2]);
                rest /= output[axis];
            }
        }

        return OnnxGraphBuilder.Constant<long>(node, "starts", output, starts);
    }
}
