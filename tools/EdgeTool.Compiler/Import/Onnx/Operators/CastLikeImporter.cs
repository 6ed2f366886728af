using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The element type of another tensor, whose elements do not matter.</summary>
internal sealed class CastLikeImporter : IOnnxImporter
{
    public string OpType => "CastLike";

    public void Import(OnnxNode node, OnnxGraphBuilder graph) =>
        graph.Output(node, 0, CastImporter.Apply(node, graph, node.Require(0, "input"), TypeOf(graph, node.Require(1, "target_type"))));

    private static OnnxType TypeOf(OnnxGraphBuilder graph, Value like) =>
        graph.NarrowType(like) is var narrow && narrow != OnnxType.Undefined ? narrow : like.Type.ToOnnx();
}
