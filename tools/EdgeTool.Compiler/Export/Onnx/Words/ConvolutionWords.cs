using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Conv and ConvTranspose, channels first.</summary>
internal static class ConvolutionWords
{
    public static void Conv2D(Node node, ExportGraph graph)
    {
        var (record, input, weights) = (node.Record<Conv2D>(), node.Inputs[0]!, node.Inputs[1]!);
        Convolve(
            node, graph, ExportWeights.Weights(graph, weights, [0, 3, 1, 2]), record.Activation, input.Shape[3] / weights.Shape[3],
            new ConvolutionAxis(1, weights.Shape[1], record.StrideH, record.DilationH, record.PadTop),
            new ConvolutionAxis(2, weights.Shape[2], record.StrideW, record.DilationW, record.PadLeft));
    }

    public static void Depthwise(Node node, ExportGraph graph)
    {
        var (record, input, weights) = (node.Record<DepthwiseConv2D>(), node.Inputs[0]!, node.Inputs[1]!);
        Convolve(
            node, graph, ExportWeights.Weights(graph, weights, [3, 0, 1, 2]), record.Activation, input.Shape[3],
            new ConvolutionAxis(1, weights.Shape[1], record.StrideH, record.DilationH, record.PadTop),
            new ConvolutionAxis(2, weights.Shape[2], record.StrideW, record.DilationW, record.PadLeft));
    }

    public static void Transposed(Node node, ExportGraph graph)
    {
        var (record, input, weights, output) = (node.Record<TransposeConv>(), node.Inputs[0]!, node.Inputs[1]!, node.Outputs[0]);

        // What the windows of all inputs cover, less both paddings, is the output; more than that is filled up by output_padding.
        var bottom = ((input.Shape[1] - 1) * record.StrideH) + weights.Shape[1] - record.PadTop - output.Shape[1];
        var right = ((input.Shape[2] - 1) * record.StrideW) + weights.Shape[2] - record.PadLeft - output.Shape[2];
        FusedActivation.Emit(
            graph, output, record.Activation, ExportLayout.ChannelsFirst, "ConvTranspose",
            Operands(node, graph, ExportWeights.Weights(graph, weights, [3, 0, 1, 2])),
            ExportAttribute.Ints("kernel_shape", weights.Shape[1], weights.Shape[2]),
            ExportAttribute.Ints("strides", record.StrideH, record.StrideW),
            ExportAttribute.Ints("pads", record.PadTop, record.PadLeft, Math.Max(0, bottom), Math.Max(0, right)),
            ExportAttribute.Ints("output_padding", Math.Max(0, -bottom), Math.Max(0, -right)));
    }

    private static void Convolve(Node node, ExportGraph graph, string weights, Activation activation, int groups, ConvolutionAxis h, ConvolutionAxis w)
    {
        var (input, output) = (node.Inputs[0]!.Shape, node.Outputs[0]);
        FusedActivation.Emit(
            graph, output, activation, ExportLayout.ChannelsFirst, "Conv", Operands(node, graph, weights),
            ExportAttribute.Ints("kernel_shape", h.Kernel, w.Kernel),
            ExportAttribute.Ints("strides", h.Stride, w.Stride),
            ExportAttribute.Ints("dilations", h.Dilation, w.Dilation),
            ExportAttribute.Ints("pads", h.PadBefore, w.PadBefore, h.PadAfter(input, output.Shape), w.PadAfter(input, output.Shape)),
            ExportAttribute.Int("group", groups));
    }

    private static string[] Operands(Node node, ExportGraph graph, string weights)
    {
        var input = graph.Real(node.Inputs[0]!, ExportLayout.ChannelsFirst);
        var bias = ExportWeights.Bias(graph, node.Inputs.ElementAtOrDefault(2), node.Inputs[0]!, node.Inputs[1]!);
        return bias is null ? [input, weights] : [input, weights, bias];
    }
}
