using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean over some axes, or over all when none is named.</summary>
internal sealed class ReduceMeanImporter : IOnnxImporter
{
    public string OpType => "ReduceMean";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var axes = node.IntsOfAttributeOrInput("axes", 1) ?? [];
        if (axes.Length == 0 && node.Flag("noop_with_empty_axes"))
        {
            graph.Output(node, 0, input);
            return;
        }

        graph.Output(node, 0, Mean(node, graph, input, axes.Length > 0 ? axes : [.. Enumerable.Range(0, input.Shape.Rank)], node.Flag("keepdims", true)));
    }

    internal static Value Mean(OnnxNode node, OnnxGraphBuilder graph, Value input, int[] axes, bool keepDims)
    {
        var (mask, shape, kept) = (0, input.Shape, new List<int>());
        foreach (var axis in axes)
        {
            mask |= 1 << OnnxNode.Axis(axis, input.Shape.Rank);
        }

        for (var axis = 0; axis < shape.Rank; axis++)
        {
            var isAveraged = (mask >> axis & 1) != 0;
            if (!isAveraged || keepDims)
            {
                kept.Add(isAveraged ? 1 : shape[axis]);
            }
        }

        if (shape.IsEmpty() && input.Type == ElementType.Float32)
        {
            return OnnxConstant.Filled(node, "of nothing", new Shape([.. kept]), double.NaN, input.Type);
        }

        return graph.Add(node, "mean", new Mean { AxisMask = mask, KeepDims = keepDims ? 1 : 0 }, [input], input.Type, new Shape([.. kept]));
    }
}
