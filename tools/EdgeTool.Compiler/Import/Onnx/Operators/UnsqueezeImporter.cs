using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Adds dimensions of size 1 at the named axes of the output.</summary>
internal sealed class UnsqueezeImporter : IOnnxImporter
{
    public string OpType => "Unsqueeze";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var named = node.IntsOfAttributeOrInput("axes", 1) ?? throw new UnsupportedException("names no axes", "export the model again");
        var rank = input.Shape.Rank + named.Length;
        var added = named.Select(a => OnnxNode.Axis(a, rank)).ToHashSet();
        if (added.Count != named.Length || rank > Shape.MaxRank)
        {
            throw new UnsupportedException($"adds axes [{string.Join(", ", named)}] to {input.Shape}", $"name each axis once and keep to {Shape.MaxRank} dimensions");
        }

        var next = 0;
        graph.Output(node, 0, graph.Reshape(node, input, new Shape([.. Enumerable.Range(0, rank).Select(i => added.Contains(i) ? 1 : input.Shape[next++])])));
    }
}
