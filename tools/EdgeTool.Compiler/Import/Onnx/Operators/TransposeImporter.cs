namespace EdgeTool.Compiler.Onnx;

/// <summary>Axes in another order; reversed when perm is left out.</summary>
internal sealed class TransposeImporter : IOnnxImporter
{
    public string OpType => "Transpose";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "data");
        var permutation = node.Ints("perm") ?? [.. Enumerable.Range(0, input.Shape.Rank).Reverse()];
        if (permutation.Length != input.Shape.Rank)
        {
            throw new UnsupportedException($"permutes {permutation.Length} axes of {input.Shape.Rank}", "name every axis once");
        }

        graph.Output(node, 0, graph.Transpose(node, input, permutation));
    }
}
