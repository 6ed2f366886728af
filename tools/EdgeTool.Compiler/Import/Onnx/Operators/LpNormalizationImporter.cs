using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements along one axis divided by the sum of their magnitudes (p = 1) or the root of the sum of their squares (p = 2).</summary>
internal sealed class LpNormalizationImporter : IOnnxImporter
{
    public string OpType => "LpNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var kind = node.Int("p", 2) switch
        {
            1 => Normalization.L1,
            2 => Normalization.L2,
            var p => throw new UnsupportedException($"uses the norm of p = {p}", "use 1 or 2, the only ones that ONNX defines"),
        };
        graph.Output(node, 0, graph.Normalize(node, kind, input, 1 << OnnxNode.Axis(node.Int("axis", -1), input.Shape.Rank), 0));
    }
}
