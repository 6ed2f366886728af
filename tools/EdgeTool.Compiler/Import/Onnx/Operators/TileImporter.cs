using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Repeats its input along each axis, one axis after the other: (outer, inner) becomes (outer, repeats, inner).</summary>
internal sealed class TileImporter : IOnnxImporter
{
    public string OpType => "Tile";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (value, repeats) = (node.Require(0, "input"), node.ConstantInts(1, "repeats"));
        if (repeats.Length != value.Shape.Rank)
        {
            throw new UnsupportedException($"repeats {repeats.Length} axes of {value.Shape.Rank}", "give one number of repeats for each axis");
        }

        for (var axis = 0; axis < repeats.Length; axis++)
        {
            if (repeats[axis] != 1)
            {
                value = Repeat(node, graph, value, axis, repeats[axis]);
            }
        }

        graph.Output(node, 0, value);
    }

    private static Value Repeat(OnnxNode node, OnnxGraphBuilder graph, Value value, int axis, int times)
    {
        var shape = value.Shape;
        var (outer, inner) = (shape.Product(0, axis), shape.Product(axis, shape.Rank));
        var blocks = graph.Reshape(node, value, new Shape(outer, 1, inner), $"blocks{axis}");
        var repeated = graph.Expand(node, blocks, new Shape(outer, times, inner), $"repeat{axis}");
        shape[axis] = checked(shape[axis] * times);
        return graph.Reshape(node, repeated, shape, $"tile{axis}");
    }
}
