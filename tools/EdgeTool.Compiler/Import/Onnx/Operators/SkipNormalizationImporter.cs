using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>A normalization of input + skip + bias along the last axis, as ONNX Runtime's optimizer writes it.</summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="kind">Mean 0 and variance 1 with scale and shift, or mean square 1 with scale alone.</param>
internal sealed class SkipNormalizationImporter(string opType, Normalization kind) : IOnnxImporter
{
    public string OpType => opType;

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var hasShift = kind == Normalization.MeanVariance;
        var sum = AddImporter.Apply(node, graph, node.Require(0, "input"), node.Require(1, "skip"), "sum");
        sum = node.Input(hasShift ? 4 : 3) is { } bias ? AddImporter.Apply(node, graph, sum, bias, "sum/biased") : sum;
        var normalized = graph.Normalize(node, kind, sum, 1 << (sum.Shape.Rank - 1), node.Float("epsilon", 1e-12f));
        graph.Output(node, 0, graph.Affine(node, normalized, node.Require(2, "gamma"), hasShift ? node.Input(3) : null));
        graph.Output(node, 3, sum);
    }
}
