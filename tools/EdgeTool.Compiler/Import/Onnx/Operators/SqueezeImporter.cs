using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Drops dimensions of size 1: those named, or all.</summary>
internal sealed class SqueezeImporter : IOnnxImporter
{
    public string OpType => "Squeeze";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var rank = input.Shape.Rank;
        var named = node.IntsOfAttributeOrInput("axes", 1)?.Select(a => OnnxNode.Axis(a, rank)).ToHashSet();
        var dropped = named ?? Enumerable.Range(0, rank).Where(i => input.Shape[i] == 1).ToHashSet();
        if (dropped.Any(i => input.Shape[i] != 1))
        {
            throw new UnsupportedException($"drops an axis of {input.Shape} that is not 1", "squeeze axes of size 1 only");
        }

        graph.Output(node, 0, graph.Reshape(node, input, new Shape([.. Enumerable.Range(0, rank).Where(i => !dropped.Contains(i)).Select(i => input.Shape[i])])));
    }
}
