using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Convolution over one to three spatial axes. Weights (outC, inC / groups, spatial...) become (outC, kernelH, kernelW, inC / groups), or
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
        if (rank is not (3 or 4 or 5) || weights.Shape.Rank != rank || groups < 1)
        {
            throw new UnsupportedException($"convolves {input.Shape} with {weights.Shape}", "use one to three spatial axes");
        }

        if (weights.Shape[1] * (long)groups != input.Shape[1])
        {
            throw new UnsupportedException($"has weights {weights.Shape} in {groups} groups for {input.Shape[1]} channels", "export the model again; the shapes do not fit");
        }

        if (rank == 5)
        {
            return OnnxVolumes.Convolve(node, graph, input, weights, bias, (pixels, kernel, own, plane, part) =>
                Planes(node, graph, pixels, kernel, own, plane, part));
        }

        var window = OnnxWindow.Of(node, input.Shape.Span[2..], weights.Shape.Span[2..].ToArray()).AsPlane();
        var planes = rank == 3 ? graph.Reshape(node, weights, new Shape(weights.Shape[0], weights.Shape[1], 1, weights.Shape[2]), "weights/row") : weights;
        return graph.FromNhwc(node, Planes(node, graph, graph.ToNhwc(node, input), planes, bias, window, "conv"), rank);
    }

    /// <summary>Convolves (n, h, w, c) with (outC, c / groups, kernelH, kernelW).</summary>
    private static Value Planes(OnnxNode node, OnnxGraphBuilder graph, Value pixels, Value weights, Value? bias, OnnxWindow window, string part)
    {
        if (window.PadsWholeWindows)
        {
            pixels = OnnxPadding.Zeros(node, graph, pixels, window);
            window = window.WithoutPadding();
        }

        var groups = node.Int32("group", 1);
        var isDepthwise = groups > 1 && groups == pixels.Shape[3];
        var filter = graph.Transpose(node, weights, isDepthwise ? [1, 2, 3, 0] : [0, 2, 3, 1], part + "/weights");
        var shape = new Shape(pixels.Shape[0], window.Positions[0], window.Positions[1], weights.Shape[0]);
        return isDepthwise
            ? graph.Add(node, part, Depthwise(window, weights.Shape[0] / groups), [pixels, filter, bias], pixels.Type, shape)
            : graph.Add(node, part, Full(window), [pixels, filter, bias], pixels.Type, shape);
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
