using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Quantized tensors joined along one axis (Y_scale, Y_zero_point, then tensor, scale and zero point of each), on their real values
/// (ONNX Runtime contrib operators).
/// </summary>
internal sealed class QLinearConcatImporter : IOnnxImporter
{
    private const int FirstTensor = 2, InputsPerTensor = 3;

    public string OpType => "QLinearConcat";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (parts, type) = (new List<Value>(), node.Require(FirstTensor, "tensor").Type);
        for (var i = FirstTensor; i < node.Inputs.Count; i += InputsPerTensor)
        {
            parts.Add(graph.Dequantize(node, node.Require(i, "tensor"), node.Require(i + 1, "scale"), node.Input(i + 2), axis: 1, $"part {i / InputsPerTensor}"));
        }

        graph.Output(node, 0, graph.Quantize(node, graph.Through(node, "Concat", [.. parts]), node.Require(0, "Y_scale"), node.Input(1), type, axis: 1));
    }
}
