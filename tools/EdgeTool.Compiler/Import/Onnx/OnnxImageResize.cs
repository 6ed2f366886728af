using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Resize of the planes of (n, c, h, w) by the kernels for images, where these take the very same elements.</summary>
internal static class OnnxImageResize
{
    /// <returns>The result; null when no kernel does the same.</returns>
    public static Value? TryAdd(OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxInterpolation interpolation, OnnxResizeTarget target)
    {
        var (from, to) = (input.Shape, target.Shape);
        if (from.Rank != 4 || !target.Keeps(0, from[0]) || !target.Keeps(1, from[1]) || input.Type is not (ElementType.Float32 or ElementType.Int8 or ElementType.UInt8))
        {
            return null;
        }

        var shape = new Shape(from[0], to[2], to[3], from[1]);
        if (interpolation.Mode == "nearest")
        {
            for (var form = 0; form < 4; form++)
            {
                var (align, half) = (form == 1 || form == 3, form >= 2);
                if (TakesTheSame(interpolation, target, from, 2, align, half) && TakesTheSame(interpolation, target, from, 3, align, half))
                {
                    var record = new ResizeNearestNeighbor { AlignCorners = align ? 1 : 0, HalfPixelCenters = half ? 1 : 0 };
                    return graph.FromNhwc(node, graph.Add(node, "resize", record, [graph.ToNhwc(node, input)], input.Type, shape), 4);
                }
            }

            return null;
        }

        if (interpolation is not { Mode: "linear", ExcludesOutside: false, Antialias: false } || input.Type != ElementType.Float32
            || !IsExact(target, from, 2) || !IsExact(target, from, 3))
        {
            return null;
        }

        ResizeBilinear? bilinear = interpolation.Coordinates switch
        {
            "half_pixel" => new ResizeBilinear { HalfPixelCenters = 1 },
            "pytorch_half_pixel" when to[2] > 1 && to[3] > 1 => new ResizeBilinear { HalfPixelCenters = 1 },
            "align_corners" when to[2] > 1 && to[3] > 1 => new ResizeBilinear { AlignCorners = 1 },
            "asymmetric" => default(ResizeBilinear),
            _ => null,
        };
        return bilinear is { } found ? graph.FromNhwc(node, graph.Add(node, "resize", found, [graph.ToNhwc(node, input)], input.Type, shape), 4) : null;
    }

    /// <summary>The stated scale is the ratio of the sizes.</summary>
    private static bool IsExact(OnnxResizeTarget target, Shape from, int axis) =>
        Math.Abs((target.Scales[axis] * from[axis]) - target.Shape[axis]) < 1e-6 * target.Shape[axis];

    /// <summary>Whether the kernel's rule picks the specification's element for every output along an axis.</summary>
    private static bool TakesTheSame(OnnxInterpolation interpolation, OnnxResizeTarget target, Shape from, int axis, bool align, bool half)
    {
        var (inputSize, outputSize) = (from[axis], target.Shape[axis]);
        var scale = align && outputSize > 1 ? (inputSize - 1) / (float)(outputSize - 1) : inputSize / (float)outputSize;
        var positions = target.Positions(interpolation, axis, inputSize);
        for (var i = 0; i < outputSize; i++)
        {
            var real = (i + (half ? 0.5f : 0f)) * scale;
            var taken = Math.Clamp((int)(align ? MathF.Round(real, MidpointRounding.AwayFromZero) : MathF.Floor(real)), 0, inputSize - 1);
            if (taken != interpolation.Nearest(positions[i], inputSize))
            {
                return false;
            }
        }

        return true;
    }
}
