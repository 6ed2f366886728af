using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>What Resize makes of a shape.</summary>
/// <param name="Shape">Of the output.</param>
/// <param name="Scales">Of each axis: stated, or implied by sizes.</param>
/// <param name="Regions">Region of interest of each axis, in parts of it.</param>
internal sealed record OnnxResizeTarget(Shape Shape, double[] Scales, (double Start, double End)[] Regions)
{
    /// <summary>Inputs roi, scales and sizes (one of the two), and the attributes axes and keep_aspect_ratio_policy.</summary>
    public static OnnxResizeTarget Of(OnnxNode node, Shape from)
    {
        var axes = node.Ints("axes")?.Select(a => OnnxNode.Axis(a, from.Rank)).ToArray() ?? [.. Enumerable.Range(0, from.Rank)];
        var target = node.Input(3) is { } sizes && sizes.Shape.ElementCount > 0
            ? OfSizes(node, from, axes, node.ConstantInts(3, "sizes"))
            : OfScales(node, from, 2, axes);
        if (node.Text("coordinate_transformation_mode") == "tf_crop_and_resize")
        {
            var roi = node.ConstantFloats(1, "roi");
            for (var i = 0; i < axes.Length; i++)
            {
                target.Regions[axes[i]] = (roi[i], roi[i + axes.Length]);
            }
        }

        return target;
    }

    /// <summary>Scales in input <paramref name="index"/>, or in an attribute.</summary>
    public static OnnxResizeTarget OfScales(OnnxNode node, Shape from, int index, int[]? axes = null)
    {
        axes ??= [.. Enumerable.Range(0, from.Rank)];
        var scales = node.Input(index) is null ? node.Floats("scales") ?? [] : node.ConstantFloats(index, "scales");
        if (scales.Length != axes.Length || scales.Any(s => !(s > 0) || !float.IsFinite(s)))
        {
            throw new UnsupportedException($"has {scales.Length} scales for {axes.Length} axes", "give one positive scale for each axis");
        }

        var target = Unchanged(from);
        var shape = from;
        for (var i = 0; i < axes.Length; i++)
        {
            target.Scales[axes[i]] = scales[i];
            shape[axes[i]] = (int)Math.Floor(from[axes[i]] * (double)scales[i]);
        }

        return target with { Shape = shape };
    }

    /// <summary>Whether the axis stays as it is.</summary>
    public bool Keeps(int axis, int from) => Shape[axis] == from && Scales[axis].Equals(1.0) && Regions[axis] == (0, 1);

    /// <summary>Position of every output along one axis.</summary>
    public double[] Positions(OnnxInterpolation interpolation, int axis, int from) =>
        [.. Enumerable.Range(0, Shape[axis]).Select(i => interpolation.Position(i, from, Shape[axis], Scales[axis], Regions[axis]))];

    private static OnnxResizeTarget OfSizes(OnnxNode node, Shape from, int[] axes, int[] sizes)
    {
        if (sizes.Length != axes.Length || sizes.Any(s => s < 0))
        {
            throw new UnsupportedException($"has {sizes.Length} sizes for {axes.Length} axes", "give one size for each axis");
        }

        var (target, shape) = (Unchanged(from), from);
        var ratios = axes.Select((axis, i) => sizes[i] / (double)from[axis]).ToArray();
        var policy = node.Text("keep_aspect_ratio_policy", "stretch");
        for (var i = 0; i < axes.Length; i++)
        {
            var ratio = policy switch { "not_larger" => ratios.Min(), "not_smaller" => ratios.Max(), _ => ratios[i] };
            target.Scales[axes[i]] = ratio;
            shape[axes[i]] = policy == "stretch" ? sizes[i] : (int)Math.Floor((ratio * from[axes[i]]) + 0.5);
        }

        return target with { Shape = shape };
    }

    private static OnnxResizeTarget Unchanged(Shape from) =>
        new(from, [.. Enumerable.Repeat(1.0, from.Rank)], [.. Enumerable.Repeat((0.0, 1.0), from.Rank)]);
}
