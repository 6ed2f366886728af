using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Before operator set 7, the second operand was laid along the first from a stated axis on; dimensions of 1 behind it say the same today.</summary>
internal static class OnnxLegacyBroadcast
{
    public static OnnxNode Apply(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (!node.Flag("broadcast") || !node.Has("axis") || node.Inputs is not [{ } a, { } b, ..])
        {
            return node;
        }

        var axis = OnnxNode.Axis(node.Int("axis"), a.Shape.Rank);
        var behind = a.Shape.Rank - axis - b.Shape.Rank;
        return behind <= 0 ? node : new OnnxNode(node.Source, node.Opset, [a, graph.Reshape(node, b, new Shape([.. b.Shape.Span, .. Enumerable.Repeat(1, behind)]), "aligned")]);
    }
}
