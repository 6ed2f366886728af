using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// alpha * A * B + C of quantized matrices (A, a_scale, a_zero_point, B, b_scale, b_zero_point, C, y_scale, y_zero_point); C is int32 in
/// steps of alpha and both scales; without y_scale the result is real (ONNX Runtime contrib operators).
/// </summary>
internal sealed class QGemmImporter : IOnnxImporter
{
    public string OpType => "QGemm";

    public string Domain => OnnxDomains.Microsoft;

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (stored, aScale, bScale) = (node.Require(0, "A"), node.Require(1, "a_scale"), node.Require(4, "b_scale"));
        var a = graph.Dequantize(node, stored, aScale, node.Input(2), axis: 1, "a");
        var b = graph.Dequantize(node, node.Require(3, "B"), bScale, node.Input(5), node.Flag("transB") ? 0 : 1, "b");
        var result = graph.Through(node, "Gemm", a, b, Addend(node, graph, aScale, bScale));
        graph.Output(node, 0, node.Input(7) is { } scale ? graph.Quantize(node, result, scale, node.Input(8), stored.Type, axis: 1) : result);
    }

    private static Value? Addend(OnnxNode node, OnnxGraphBuilder graph, Value aScale, Value bScale)
    {
        if (node.Input(6) is not { } c)
        {
            return null;
        }

        var step = MulImporter.Apply(node, graph, bScale, graph.Reshape(node, aScale, new Shape(), "a/step"), "step");
        var scaled = MulImporter.Apply(node, graph, step, OnnxConstant.Scalar(node, "alpha", node.Float("alpha", 1), ElementType.Float32), "step/scaled");
        return graph.Dequantize(node, c, scaled, null, axis: -1, "c");
    }
}
