using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Mean 0 and variance 1 of each group of channels of each sample, then scale and bias (Wu and He 2018): per channel since operator set 21,
/// per group before.
/// </summary>
internal sealed class GroupNormalizationImporter : IOnnxImporter
{
    public string OpType => "GroupNormalization";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, scale, bias) = (node.Require(0, "X"), node.Require(1, "scale"), node.Require(2, "bias"));
        var (shape, groups) = (input.Shape, node.Int32("num_groups"));
        if (groups < 1 || shape[1] % groups != 0)
        {
            throw new UnsupportedException($"has {groups} groups for {shape[1]} channels", "use a number of groups that divides the channels");
        }

        var rows = graph.Reshape(node, input, new Shape(shape[0], groups, shape.ElementCount / shape[0] / groups), "groups");
        var normalized = graph.Normalize(node, Normalization.MeanVariance, rows, 0b100, node.Float("epsilon", 1e-5f));
        if (scale.Shape.ElementCount == groups && groups != shape[1])
        {
            var result = graph.Affine(node, normalized, graph.AlongChannels(node, scale, 3, "scale"), graph.AlongChannels(node, bias, 3, "bias"));
            graph.Output(node, 0, graph.Reshape(node, result, shape, "restored"));
            return;
        }

        var restored = graph.Reshape(node, normalized, shape, "restored");
        graph.Output(node, 0, graph.Affine(
            node, restored, graph.AlongChannels(node, scale, shape.Rank, "scale"), graph.AlongChannels(node, bias, shape.Rank, "bias")));
    }
}
