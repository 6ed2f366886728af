using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Slices of one axis in the order of the indices; negative ones count from the axis's end.</summary>
internal sealed class GatherImporter : IOnnxImporter
{
    public string OpType => "Gather";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, indices) = (node.Require(0, "data"), node.Require(1, "indices"));
        var axis = OnnxNode.Axis(node.Int("axis"), input.Shape.Rank);
        var shape = new Shape([.. input.Shape.Span[..axis], .. indices.Shape.Span, .. input.Shape.Span[(axis + 1)..]]);
        graph.Output(node, 0, graph.Add(
            node, "gather", new Gather { Axis = axis }, [input, OnnxIndices.FromFirst(node, graph, indices, input.Shape[axis])], input.Type, shape));
    }
}
