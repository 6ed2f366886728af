using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Reals to integers: one scale for the tensor, one for each index of an axis, or one for each block along it.</summary>
/// <param name="domain">The standard domain, or ONNX Runtime's, which had more types first.</param>
internal sealed class QuantizeLinearImporter(string domain) : IOnnxImporter
{
    public string OpType => "QuantizeLinear";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (x, scale, zeroPoint) = (node.Require(0, "x"), node.Require(1, "y_scale"), node.Input(2));
        var stated = (OnnxType)node.Int32("output_dtype");
        var type = zeroPoint?.Type ?? (stated == OnnxType.Undefined ? ElementType.UInt8 : stated.Require(node.Name));
        var narrow = graph.NarrowType(zeroPoint) is var own && own != OnnxType.Undefined ? own : stated;
        if (type == ElementType.Float32 && !narrow.IsSmallFloat())
        {
            throw new UnsupportedException("has a zero point that is no integer", "quantize to int8");
        }

        var blocks = OnnxBlocks.Of(node, x.Shape);
        var (input, axis) = (blocks.Split(node, graph, x, "blocks"), node.Int32("axis", 1));
        var scales = blocks.Spread(node, graph, scale, "scales");
        var output = narrow.IsSmallFloat()
            ? graph.QuantizeToSmallFloat(node, input, scales, axis, narrow)
            : graph.Quantize(node, input, scales, zeroPoint is null ? null : blocks.Spread(node, graph, zeroPoint, "zeros"), type, axis, isHalfByte: narrow.IsHalfByte());
        graph.Output(node, 0, graph.Reshape(node, output, x.Shape, "joined"));
    }
}
