using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements or blocks named by several indices each.</summary>
internal sealed class GatherNdImporter : IOnnxImporter
{
    public string OpType => "GatherND";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (data, indices, batchDims) = (node.Require(0, "data"), node.Require(1, "indices"), node.Int32("batch_dims"));
        var shape = new Shape([.. indices.Shape.Span[..^1], .. data.Shape.Span[(batchDims + indices.Shape[-1])..]]);
        graph.Output(node, 0, OnnxSlices.Add(graph, node, "gather", new GatherNd { BatchDims = batchDims }, [data, indices], shape));
    }
}
