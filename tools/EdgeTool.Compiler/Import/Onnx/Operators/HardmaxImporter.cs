using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// 1 for the first largest element along one axis, 0 elsewhere; before operator set 13, along all axes from that one on: the index of the
/// largest element, compared with every index.
/// </summary>
internal sealed class HardmaxImporter : IOnnxImporter
{
    public string OpType => "Hardmax";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var (shape, rank) = (input.Shape, input.Shape.Rank);
        var axis = OnnxNode.Axis(node.Int("axis", node.Opset < 13 ? 1 : -1), rank);
        var (length, behind) = node.Opset < 13 ? (shape.Product(axis, rank), 1) : (shape[axis], shape.Product(axis + 1, rank));
        var lines = graph.Transpose(node, graph.Reshape(node, input, new Shape(shape.Product(0, axis), length, behind), "lines"), [0, 2, 1], "last");
        var (outer, inner) = (lines.Shape[0], lines.Shape[1]);
        var largest = graph.Add(node, "largest", new ArgMax { Axis = 2 }, [lines], ElementType.Int32, new Shape(outer, inner));
        var indices = Value.Of<int>(node.Name + "/indices", new Shape(length), Enumerable.Range(0, length).ToArray());
        var hits = graph.Binary(node, BinaryFunction.Equal, graph.Reshape(node, largest, new Shape(outer, inner, 1), "column"), indices, "hits");
        var ones = graph.Transpose(node, graph.Cast(node, hits, input.Type, "ones"), [0, 2, 1], "back");
        graph.Output(node, 0, graph.Reshape(node, ones, shape, "restored"));
    }
}
