using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A cache with new rows written along one axis, from an index of each example on; past the end, at the start if it is circular.</summary>
internal sealed class TensorScatterImporter : IOnnxImporter
{
    public string OpType => "TensorScatter";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (cache, update) = (node.Require(0, "past_cache"), node.Require(1, "update"));
        var (shape, rank) = (cache.Shape, cache.Shape.Rank);
        var axis = OnnxNode.Axis(node.Int("axis", -2), rank);
        if (axis == 0 || update.Shape.With(axis, shape[axis]) != shape || update.Shape[axis] > shape[axis])
        {
            throw new UnsupportedException($"writes {update.Shape} into {shape} along axis {axis}", "write no more rows than there are, along an axis behind the batch");
        }

        var (batch, between, behind, count) = (shape[0], shape.Product(1, axis), shape.Product(axis + 1, rank), update.Shape[axis]);
        var rows = graph.Reshape(node, update, new Shape(batch, between, count, behind), "rows");
        var table = graph.Reshape(node, cache, new Shape(batch, between, shape[axis], behind), "table");
        var indices = Indices(node, graph, new Shape(batch, between, count), shape[axis]);
        var written = OnnxSlices.Add(graph, node, "written", new ScatterNd { Reduction = ScatterReduction.Replace }, [table, indices, rows], table.Shape);
        graph.Output(node, 0, graph.Reshape(node, written, shape, "restored"));
    }

    /// <summary>(batch, between, count, 3): example, place between, and row of each row that is written.</summary>
    private static Value Indices(OnnxNode node, OnnxGraphBuilder graph, Shape shape, int size)
    {
        var first = node.Input(2) is { } given
            ? graph.Reshape(node, graph.Cast(node, given, ElementType.Int64, "first/long"), new Shape(shape[0], 1, 1), "first")
            : OnnxConstant.Filled(node, "first", new Shape(shape[0], 1, 1), 0, ElementType.Int64);
        var row = AddImporter.Apply(node, graph, Counting(node, graph, shape, 2, "steps"), first, "row");
        row = node.Text("mode", "linear") == "circular"
            ? graph.Binary(node, BinaryFunction.Mod, row, OnnxConstant.Scalar(node, "size", size, ElementType.Int64), "row/circular")
            : row;
        return graph.Stack(node, [Counting(node, graph, shape, 0, "example"), Counting(node, graph, shape, 1, "between"), row], 3, "indices");
    }

    /// <summary>Every element the index along one axis.</summary>
    private static Value Counting(OnnxNode node, OnnxGraphBuilder graph, Shape shape, int axis, string part)
    {
        graph.Charge(shape.ElementCount, ElementType.Int64);
        var (numbers, inner) = (new long[shape.ElementCount], shape.Product(axis + 1, shape.Rank));
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = i / inner % shape[axis];
        }

        return OnnxGraphBuilder.Constant<long>(node, part, shape, numbers);
    }
}
