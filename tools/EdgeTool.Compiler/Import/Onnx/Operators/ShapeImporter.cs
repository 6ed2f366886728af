using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Dimensions of the input from start to end, which are known here.</summary>
internal sealed class ShapeImporter : IOnnxImporter
{
    public string OpType => "Shape";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var shape = node.Require(0, "data").Shape;
        var (start, end) = (Clamp(node.Int("start"), shape.Rank), Clamp(node.Int("end", shape.Rank), shape.Rank));
        var dimensions = Array.ConvertAll(start < end ? shape.Span[start..end].ToArray() : [], d => (long)d);
        graph.Output(node, 0, OnnxGraphBuilder.Constant<long>(node, "shape", new Shape(dimensions.Length), dimensions));
    }

    private static int Clamp(long axis, int rank) => (int)Math.Clamp(axis < 0 ? axis + rank : axis, 0, rank);
}

/// <summary>Number of elements of the input.</summary>
internal sealed class SizeImporter : IOnnxImporter
{
    public string OpType => "Size";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, OnnxGraphBuilder.Constant(node, "size", new Shape(), (long)node.Require(0, "data").Shape.ElementCount));
}
