using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Windows without weights, and resizing: channels first.</summary>
internal static class PoolWords
{
    public static void Average(Node node, ExportGraph graph)
    {
        var (window, output) = (node.Record<AveragePool2D>().Window, node.Outputs[0]);
        if (output.Shape.Product(1, 3) == 1 && window.PadTop + window.PadLeft == 0
            && window.FilterH == node.Inputs[0]!.Shape[1] && window.FilterW == node.Inputs[0]!.Shape[2])
        {
            FusedActivation.Emit(
                graph, output, window.Activation, ExportLayout.ChannelsFirst, "GlobalAveragePool", [graph.Real(node.Inputs[0]!, ExportLayout.ChannelsFirst)]);
            return;
        }

        Pool(node, graph, "AveragePool", window);
    }

    public static void Max(Node node, ExportGraph graph)
    {
        var (window, input, output) = (node.Record<MaxPool2D>().Window, node.Inputs[0]!, node.Outputs[0]);
        if (input.Type is ElementType.Int8 or ElementType.UInt8 && window.Activation == Activation.None && graph.Quantization(input) == graph.Quantization(output))
        {
            graph.SetStored(output, graph.Emit(
                "MaxPool", graph.NameOf(output, ExportLayout.ChannelsFirst), [graph.Stored(input, ExportLayout.ChannelsFirst)], Attributes(window, input, output)), ExportLayout.ChannelsFirst);
            return;
        }

        Pool(node, graph, "MaxPool", window);
    }

    public static void ResizeNearest(Node node, ExportGraph graph)
    {
        var record = node.Record<ResizeNearestNeighbor>();
        Resize(
            node, graph, record.AlignCorners, record.HalfPixelCenters, ExportAttribute.Text("mode", "nearest"),
            ExportAttribute.Text("nearest_mode", record.AlignCorners + record.HalfPixelCenters > 0 ? "round_prefer_ceil" : "floor"));
    }

    public static void ResizeBilinear(Node node, ExportGraph graph)
    {
        var record = node.Record<ResizeBilinear>();
        Resize(node, graph, record.AlignCorners, record.HalfPixelCenters, ExportAttribute.Text("mode", "linear"));
    }

    private static void Resize(Node node, ExportGraph graph, int alignCorners, int halfPixelCenters, params ReadOnlySpan<WireWriter> attributes)
    {
        if (alignCorners + halfPixelCenters > 1)
        {
            throw new UnsupportedException("aligns corners and half pixels at once", "use one of both");
        }

        var (output, layout) = (node.Outputs[0], ExportLayout.ChannelsFirst);
        var name = graph.NameOf(output, layout);
        long[] sizes = [.. layout.Dimensions(output.Shape)];
        var coordinates = alignCorners == 1 ? "align_corners" : halfPixelCenters == 1 ? "half_pixel" : "asymmetric";
        graph.SetReal(output, graph.Emit(
            "Resize", name, [graph.Real(node.Inputs[0]!, layout), "", "", graph.File.Constant($"{name}/sizes", [4], sizes.AsSpan())],
            [ExportAttribute.Text("coordinate_transformation_mode", coordinates), .. attributes]), layout);
    }

    private static void Pool(Node node, ExportGraph graph, string type, PoolWindow window) => FusedActivation.Emit(
        graph, node.Outputs[0], window.Activation, ExportLayout.ChannelsFirst, type,
        [graph.Real(node.Inputs[0]!, ExportLayout.ChannelsFirst)], Attributes(window, node.Inputs[0]!, node.Outputs[0]));

    private static WireWriter[] Attributes(PoolWindow window, Value input, Value output)
    {
        var h = new ConvolutionAxis(1, window.FilterH, window.StrideH, 1, window.PadTop);
        var w = new ConvolutionAxis(2, window.FilterW, window.StrideW, 1, window.PadLeft);
        return
        [
            ExportAttribute.Ints("kernel_shape", h.Kernel, w.Kernel),
            ExportAttribute.Ints("strides", h.Stride, w.Stride),
            ExportAttribute.Ints("pads", h.PadBefore, w.PadBefore, h.PadAfter(input.Shape, output.Shape), w.PadAfter(input.Shape, output.Shape)),
        ];
    }
}
