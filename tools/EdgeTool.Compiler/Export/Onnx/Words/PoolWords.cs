using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Windows without weights, and resizing: channels first.</summary>
internal static class PoolWords
{
    /// <summary>Also where the window is the whole image: a mean, which GlobalAveragePool is, rounds in another way.</summary>
    public static void Average(Node node, ExportGraph graph) => Pool(node, graph, "AveragePool", node.Record<AveragePool2D>().Window);

    public static void Max(Node node, ExportGraph graph) => Pool(node, graph, "MaxPool", node.Record<MaxPool2D>().Window);

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
