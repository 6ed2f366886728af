using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Convolution of quantized tensors, computed on their real values; bias int32 in steps of both scales.</summary>
internal sealed class QLinearConvImporter : IOnnxImporter
{
    public string OpType => "QLinearConv";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (xScale, wScale) = (node.Require(1, "x_scale"), node.Require(4, "w_scale"));
        var x = graph.Dequantize(node, node.Require(0, "x"), xScale, node.Input(2), axis: 1, "x");
        var w = graph.Dequantize(node, node.Require(3, "w"), wScale, node.Input(5), axis: 0, "w");
        var bias = node.Input(8) is { } stored
            ? graph.Dequantize(node, stored, MulImporter.Apply(node, graph, wScale, graph.Reshape(node, xScale, new Shape(), "x/step"), "step"), null, axis: 0, "bias")
            : null;
        graph.Output(node, 0, graph.Quantize(node, graph.Through(node, "Conv", x, w, bias), node.Require(6, "y_scale"), node.Input(7), node.Require(7, "y_zero_point").Type, axis: 1));
    }
}
