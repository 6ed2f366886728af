using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The element type of another tensor, whose elements do not matter.</summary>
internal sealed class CastLikeImporter : IOnnxImporter
{
    public string OpType => "CastLike";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, CastImporter.Apply(node, graph, node.Require(0, "input"), TypeOf(graph, node.Require(1, "target_type"))));

    private static OnnxType TypeOf(OnnxGraphBuilder graph, Value like) => graph.NarrowType(like) is var narrow && narrow != OnnxType.Undefined ? narrow : like.Type switch
    {
        ElementType.Float32 => OnnxType.Float,
        ElementType.Int8 => OnnxType.Int8,
        ElementType.UInt8 => OnnxType.UInt8,
        ElementType.Int16 => OnnxType.Int16,
        ElementType.Int32 => OnnxType.Int32,
        ElementType.Int64 => OnnxType.Int64,
        ElementType.Bool => OnnxType.Bool,
        var type => throw new UnsupportedException($"casts to the type of '{like.Name}', {type}", "cast to a type by name"),
    };
}
