using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Integers to reals: one scale for the tensor, one for each index of an axis, or one for each block along it.</summary>
/// <param name="domain">The standard domain, or ONNX Runtime's, which had more types first.</param>
internal sealed class DequantizeLinearImporter(string domain) : IOnnxImporter
{
    public string OpType => "DequantizeLinear";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, scale, zeroPoint) = (node.Require(0, "x"), node.Require(1, "x_scale"), node.Input(2));
        var blocks = OnnxBlocks.Of(node, x.Shape);
        var (input, axis) = (blocks.Split(node, graph, x, "blocks"), node.Int32("axis", 1));
        var output = graph.Dequantize(node, input, blocks.Spread(node, graph, scale, "scales"), zeroPoint is null ? null : blocks.Spread(node, graph, zeroPoint, "zeros"), axis);
        graph.Output(node, 0, graph.Reshape(node, output, x.Shape, "joined"));
    }
}
