using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean square 1 over all axes from one on, then scale (Zhang and Sennrich 2019).</summary>
/// <param name="opType">RMSNormalization, or the name that ONNX Runtime gave it before.</param>
internal sealed class RmsNormalizationImporter(string opType) : IOnnxImporter
{
    public string OpType => opType;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var mask = OnnxAxes.From(OnnxNode.Axis(node.Int("axis", -1), input.Shape.Rank), input.Shape.Rank);
        var normalized = graph.Normalize(node, Normalization.RootMeanSquare, input, mask, node.Float("epsilon", 1e-5f));
        graph.Output(node, 0, graph.Affine(node, normalized, node.Input(1), null));
    }
}
