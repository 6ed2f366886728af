using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Index of the largest element along one axis; of equal ones the first, or the last, which is the first of the reversed axis.</summary>
internal class ArgMaxImporter : IOnnxImporter
{
    public virtual string OpType => "ArgMax";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var (axis, isLast) = (OnnxNode.Axis(node.Int("axis"), input.Shape.Rank), node.Flag("select_last_index"));
        var ranked = Ranked(node, graph, input);
        var searched = isLast ? Reversed(node, graph, ranked, axis) : ranked;
        var kept = new Shape([.. input.Shape.Span[..axis], .. input.Shape.Span[(axis + 1)..]]);
        var index = graph.Add(node, "index", new ArgMax { Axis = axis }, [searched], ElementType.Int64, kept);
        if (isLast)
        {
            index = SubImporter.Apply(node, graph, OnnxConstant.Scalar(node, "last", input.Shape[axis] - 1, ElementType.Int64), index, "fromLast");
        }

        graph.Output(node, 0, node.Flag("keepdims", true) ? graph.Reshape(node, index, input.Shape.With(axis, 1), "kept") : index);
    }

    /// <summary>Numbers of which the largest is looked for.</summary>
    protected virtual Value Ranked(OnnxNode node, OnnxGraphBuilder graph, Value input) => input;

    private static Value Reversed(OnnxNode node, OnnxGraphBuilder graph, Value input, int axis)
    {
        var record = default(StridedSlice);
        for (var i = 0; i < input.Shape.Rank; i++)
        {
            (record.Begin[i], record.Count[i], record.Stride[i]) = (i == axis ? input.Shape[i] - 1 : 0, input.Shape[i], i == axis ? -1 : 1);
        }

        return graph.Add(node, "reversed", record, [input], input.Type, input.Shape);
    }
}
