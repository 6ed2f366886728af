using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Convolution over one or two spatial axes. Weights (outC, inC / groups, spatial...) become (outC, kernelH, kernelW, inC / groups), or
/// (1, kernelH, kernelW, outC) where every input channel is a group.
/// </summary>
internal sealed class ConvImporter : IOnnxImporter
{
    public string OpType => "Conv";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var (input, weights, bias) = (node.Require(0, "X"), node.Require(1, "W"), node.Input(2));
        graph.Output(node, 0, Convolve(node, graph, input, weights, bias));
    }

    private static Value Convolve(OnnxNode node, OnnxGraphBuilder graph, Value input, Value weights, Value? bias)
    {
        var (rank, groups) = (input.Shape.Rank, node.Int32("group", 1));
        if (rank is not (3 or 4) || weights.Shape.Rank != rank || groups < 1)
        {
            throw new UnsupportedException($"convolves {input.Shape} with {weights.Shape}", "use one or two spatial axes");
        }

        var window = OnnxWindow.Of(node, input.Shape.Span[2..], weights.Shape.Span[2..].ToArray()).AsPlane();
        if (weights.Shape[1] * groups != input.Shape[1])
        {
            throw new UnsupportedException($"has weights {weights.Shape} in {groups} groups for {input.Shape[1]} channels", "export the model again; the shapes do not fit");
        }

        var pixels = graph.ToNhwc(node, input);
        if (window.PadsWholeWindows)
        {
            pixels = OnnxPadding.Zeros(node, graph, pixels, window);
            window = window.WithoutPadding();
        }

        var planes = rank == 3 ? graph.Reshape(node, weights, new Shape(weights.Shape[0], weights.Shape[1], 1, weights.Shape[2]), "weights/row") : weights;
        var isDepthwise = groups > 1 && groups == input.Shape[1];
        var filter = graph.Transpose(node, planes, isDepthwise ? [1, 2, 3, 0] : [0, 2, 3, 1], "weights");
        var shape = new Shape(input.Shape[0], window.Positions[0], window.Positions[1], weights.Shape[0]);
        var output = isDepthwise
            ? graph.Add(node, "conv", Depthwise(window, weights.Shape[0] / groups), [pixels, filter, bias], input.Type, shape)
            : graph.Add(node, "conv", Full(window), [pixels, filter, bias], input.Type, shape);
        return graph.FromNhwc(node, output, rank);
    }

    private static Conv2D Full(OnnxWindow window) => new()
    {
        StrideH = window.Strides[0],
        StrideW = window.Strides[1],
        DilationH = window.Dilations[0],
        DilationW = window.Dilations[1],
        PadTop = window.Before[0],
        PadLeft = window.Before[1],
    };

    private static DepthwiseConv2D Depthwise(OnnxWindow window, int depthMultiplier) => new()
    {
        StrideH = window.Strides[0],
        StrideW = window.Strides[1],
        DilationH = window.Dilations[0],
        DilationW = window.Dilations[1],
        PadTop = window.Before[0],
        PadLeft = window.Before[1],
        DepthMultiplier = depthMultiplier,
    };
}
