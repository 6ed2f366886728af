using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Mean 0 and variance 1 of each channel of each sample, then scale and bias (Ulyanov, Vedaldi and Lempitsky 2016).</summary>
internal sealed class InstanceNormalizationImporter : IOnnxImporter
{
    public string OpType => "InstanceNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var rank = input.Shape.Rank;
        var normalized = graph.Normalize(node, Normalization.MeanVariance, input, OnnxAxes.From(2, rank), node.Float("epsilon", 1e-5f));
        graph.Output(node, 0, graph.Affine(
            node,
            normalized,
            graph.AlongChannels(node, node.Require(1, "scale"), rank, "scale"),
            graph.AlongChannels(node, node.Require(2, "B"), rank, "bias")));
    }
}
