using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Elements named by one index each, along one axis.</summary>
internal sealed class GatherElementsImporter : IOnnxImporter
{
    public string OpType => "GatherElements";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (data, indices) = (node.Require(0, "data"), node.Require(1, "indices"));
        var record = new GatherElements { Axis = OnnxNode.Axis(node.Int("axis"), data.Shape.Rank) };
        graph.Output(node, 0, OnnxSlices.Add(graph, node, "gather", record, [data, indices], indices.Shape));
    }
}
