using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>(product of the dimensions before the axis, product of the others).</summary>
internal sealed class FlattenImporter : IOnnxImporter
{
    public string OpType => "Flatten";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "input");
        var rank = input.Shape.Rank;
        var stated = node.Int("axis", 1);
        var axis = stated == rank ? rank : OnnxNode.Axis(stated, rank);
        graph.Output(node, 0, graph.Reshape(node, input, new Shape(input.Shape.Product(0, axis), input.Shape.Product(axis, rank))));
    }
}
