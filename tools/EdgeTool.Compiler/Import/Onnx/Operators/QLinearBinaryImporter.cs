using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Sum or product of two quantized tensors (A, A_scale, A_zero_point, B, B_scale, B_zero_point, C_scale, C_zero_point), on their real
/// values (ONNX Runtime contrib operators).
/// </summary>
/// <param name="opType">op_type of the node.</param>
/// <param name="real">The operator of the standard domain.</param>
internal sealed class QLinearBinaryImporter(string opType, string real) : IOnnxImporter
{
    public static IReadOnlyList<IOnnxImporter> All { get; } = [new QLinearBinaryImporter("QLinearAdd", "Add"), new QLinearBinaryImporter("QLinearMul", "Mul")];

    public string OpType => opType;

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var stored = node.Require(0, "A");
        var a = graph.Dequantize(node, stored, node.Require(1, "A_scale"), node.Input(2), axis: 1, "a");
        var b = graph.Dequantize(node, node.Require(3, "B"), node.Require(4, "B_scale"), node.Input(5), axis: 1, "b");
        graph.Output(node, 0, graph.Quantize(node, graph.Through(node, real, a, b), node.Require(6, "C_scale"), node.Input(7), stored.Type, axis: 1));
    }
}
