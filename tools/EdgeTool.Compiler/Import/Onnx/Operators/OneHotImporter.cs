using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// A row of off values with one on value where the index says. Rows are gathered from a table that has one for each index from -depth to
/// depth - 1, and rows without an on value around them for indices outside, since Gather takes the nearest row for those.
/// </summary>
internal sealed class OneHotImporter : IOnnxImporter
{
    private const int MaxTableElements = 1 << 20;

    public string OpType => "OneHot";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (indices, values) = (node.Require(0, "indices"), node.Require(2, "values"));
        var depth = Depth(node);
        var axis = OnnxNode.Axis(node.Int("axis", -1), indices.Shape.Rank + 1);
        var whole = graph.Cast(node, indices, ElementType.Int64, "indices");
        var shifted = graph.Add(
            node, "row", default(Add), [whole, OnnxConstant.Scalar(node, "offset", depth + 1, ElementType.Int64)], ElementType.Int64, whole.Shape);
        var rows = OnnxSlices.Add(graph, node, "rows", default(Gather), [Table(node, graph, depth, values), shifted], new Shape([.. indices.Shape.Span, depth]));

        var order = Enumerable.Range(0, indices.Shape.Rank).ToList();
        order.Insert(axis, indices.Shape.Rank);
        graph.Output(node, 0, axis == indices.Shape.Rank ? rows : graph.Transpose(node, rows, [.. order]));
    }

    private static int Depth(OnnxNode node)
    {
        var depth = node.Require(1, "depth") is { IsConstant: true, Type: ElementType.Float32 } real
            ? [(int)real.ConstantAs<float>()[0]]
            : node.ConstantInts(1, "depth");
        return depth is [> 0 and var size] && 2L * (size + 1) * size <= MaxTableElements
            ? size
            : throw new UnsupportedException($"has the depth {string.Join(", ", depth)}", "use a depth of at most some hundred");
    }

    private static Value Table(OnnxNode node, OnnxGraphBuilder graph, int depth, Value values)
    {
        graph.Charge(2L * (depth + 1) * depth, ElementType.Int32);
        var hot = new int[2 * (depth + 1) * depth];
        for (var index = -depth; index < depth; index++)
        {
            hot[((index + depth + 1) * depth) + (index < 0 ? index + depth : index)] = 1;
        }

        var table = OnnxGraphBuilder.Constant<int>(node, "table", new Shape(2 * (depth + 1), depth), hot);
        return OnnxSlices.Add(graph, node, "values", default(Gather), [values, table], table.Shape);
    }
}
