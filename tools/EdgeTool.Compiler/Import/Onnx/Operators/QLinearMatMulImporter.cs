using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Product of quantized matrices, computed on their real values; scales for the tensor, per row of a or per column of b.</summary>
/// <param name="domain">The standard domain, or ONNX Runtime's.</param>
internal sealed class QLinearMatMulImporter(string domain) : IOnnxImporter
{
    public string OpType => "QLinearMatMul";

    public string Domain => domain;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var a = graph.Dequantize(node, node.Require(0, "a"), node.Require(1, "a_scale"), node.Input(2), axis: -2, "a");
        var b = graph.Dequantize(node, node.Require(3, "b"), node.Require(4, "b_scale"), node.Input(5), axis: -1, "b");
        var zeroPoint = node.Require(7, "y_zero_point");
        graph.Output(node, 0, graph.Quantize(node, graph.Through(node, "MatMul", a, b), node.Require(6, "y_scale"), zeroPoint, zeroPoint.Type, axis: -1));
    }
}
