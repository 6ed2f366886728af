using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>The elements along an axis (of all, flattened, without one) for which a constant condition holds.</summary>
internal sealed class CompressImporter : IOnnxImporter
{
    public string OpType => "Compress";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, condition) = (node.Require(0, "input"), node.ConstantLongs(1, "condition"));
        var data = node.Has("axis") ? input : graph.Reshape(node, input, new Shape(input.Shape.ElementCount), "flat");
        var axis = OnnxNode.Axis(node.Int("axis"), data.Shape.Rank);
        var kept = Enumerable.Range(0, Math.Min(condition.Length, data.Shape[axis])).Where(i => condition[i] != 0).ToArray();
        graph.Output(node, 0, graph.Pick(node, data, axis, kept, "compress"));
    }
}
