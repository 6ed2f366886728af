using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Matrix product of which either side may be transposed, times a number, as ONNX Runtime's optimizer writes it.</summary>
internal sealed class FusedMatMulImporter : IOnnxImporter
{
    public string OpType => "FusedMatMul";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        if (node.Flag("transBatchA") || node.Flag("transBatchB"))
        {
            throw new UnsupportedException("transposes its batches", "write the model without transBatchA and transBatchB");
        }

        var product = graph.Through(node, "MatMul", Side(node, graph, 0, "transA"), Side(node, graph, 1, "transB"));
        var alpha = node.Float("alpha", 1);
        graph.Output(node, 0, alpha == 1 ? product
            : MulImporter.Apply(node, graph, product, OnnxConstant.Scalar(node, "alpha", alpha, product.Type), "scaled"));
    }

    private static Value Side(OnnxNode node, OnnxGraphBuilder graph, int index, string attribute)
    {
        var (side, rank) = (node.Require(index, attribute), node.Require(index, attribute).Shape.Rank);
        return node.Flag(attribute) && rank > 1
            ? graph.Transpose(node, side, [.. Enumerable.Range(0, rank - 2), rank - 1, rank - 2], attribute)
            : side;
    }
}
