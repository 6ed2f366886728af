using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Another size along some axes. Images go to the resizing kernels where those read the same elements; anything else gathers
/// constant indices (nearest) or resamples (linear, cubic), one axis after another.
/// </summary>
internal sealed class ResizeImporter : IOnnxImporter
{
    /// <summary>Weight of every element for every position of one axis, before most of them prove to be zero.</summary>
    private const int MaxMatrixElements = 1 << 22;

    public string OpType => "Resize";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var mode = node.Text("mode", "nearest");
        var isOld = node.Opset < 11;
        if (mode is not ("nearest" or "linear" or "cubic"))
        {
            throw new UnsupportedException($"resizes by {mode}", "use nearest, linear or cubic");
        }

        var interpolation = new OnnxInterpolation
        {
            Mode = mode,
            Coordinates = isOld ? "asymmetric" : node.Text("coordinate_transformation_mode", "half_pixel"),
            Rounding = isOld ? "floor" : node.Text("nearest_mode", "round_prefer_floor"),
            CubicA = node.Float("cubic_coeff_a", -0.75f),
            ExcludesOutside = node.Flag("exclude_outside"),
            Antialias = node.Flag("antialias"),
        };
        var target = isOld ? OnnxResizeTarget.OfScales(node, input.Shape, 1) : OnnxResizeTarget.Of(node, input.Shape);
        graph.Output(node, 0, Resize(node, graph, input, interpolation, target, node.Float("extrapolation_value")));
    }

    internal static Value Resize(
        OnnxNode node, OnnxGraphBuilder graph, Value input, OnnxInterpolation interpolation, OnnxResizeTarget target, float outside)
    {
        if (target.Shape.IsEmpty())
        {
            return new Value { Name = $"{node.Name}/resized", Type = input.Type, Shape = target.Shape, Constant = [] };
        }

        if (input.Shape.IsEmpty() || !target.Shape.IsWithinLimits(out _))
        {
            throw new UnsupportedException($"resizes {input.Shape} to {target.Shape}", "keep at least one element on each axis");
        }

        if (OnnxImageResize.TryAdd(node, graph, input, interpolation, target) is { } image)
        {
            return image;
        }

        var isReal = interpolation.Mode != "nearest";
        var result = isReal ? graph.Cast(node, input, ElementType.Float32, "real") : input;
        for (var axis = 0; axis < input.Shape.Rank; axis++)
        {
            if (!target.Keeps(axis, input.Shape[axis]))
            {
                graph.Charge(target.Shape[axis], ElementType.Int64);
                var positions = target.Positions(interpolation, axis, input.Shape[axis]);
                result = isReal ? Interpolate(node, graph, result, interpolation, axis, positions, target.Scales[axis]) : Pick(node, graph, result, interpolation, axis, positions);
            }
        }

        result = interpolation.Coordinates == "tf_crop_and_resize" ? Extrapolate(node, graph, result, interpolation, target, input.Shape, outside) : result;
        return graph.Cast(node, result, input.Type, "integer");
    }

    private static Value Pick(OnnxNode node, OnnxGraphBuilder graph, Value value, OnnxInterpolation interpolation, int axis, double[] positions)
    {
        var indices = Array.ConvertAll(positions, p => interpolation.Nearest(p, value.Shape[axis]));
        return graph.Add(
            node, $"axis {axis}", new Gather { Axis = axis },
            [value, OnnxGraphBuilder.Constant<int>(node, $"indices {axis}", new Shape(indices.Length), indices)], value.Type, value.Shape.With(axis, indices.Length));
    }

    private static Value Interpolate(
        OnnxNode node, OnnxGraphBuilder graph, Value value, OnnxInterpolation interpolation, int axis, double[] positions, double scale)
    {
        var from = value.Shape[axis];
        if (positions.Length * (long)from > MaxMatrixElements)
        {
            throw new UnsupportedException($"interpolates {from} elements to {positions.Length}", "resize to less");
        }

        var matrix = new float[positions.Length * from];
        for (var i = 0; i < positions.Length; i++)
        {
            interpolation.AddWeights(positions[i], scale, matrix.AsSpan(i * from, from));
        }

        return OnnxResampling.Add(node, graph, value, axis, new Shape(positions.Length, from), matrix);
    }

    /// <summary>Outputs whose position lies outside the input on any axis take one fixed value.</summary>
    private static Value Extrapolate(
        OnnxNode node, OnnxGraphBuilder graph, Value value, OnnxInterpolation interpolation, OnnxResizeTarget target, Shape from, float outside)
    {
        graph.Charge(2L * value.Shape.ElementCount, ElementType.Float32);
        var (kept, added, any) = (new float[value.Shape.ElementCount], new float[value.Shape.ElementCount], false);
        var positions = Enumerable.Range(0, from.Rank).Select(axis => target.Positions(interpolation, axis, from[axis])).ToArray();
        for (var i = 0; i < kept.Length; i++)
        {
            var (rest, isOutside) = (i, false);
            for (var axis = from.Rank - 1; axis >= 0; axis--)
            {
                var position = positions[axis][rest % value.Shape[axis]];
                isOutside |= !target.Keeps(axis, from[axis]) && (position < 0 || position > from[axis] - 1);
                rest /= value.Shape[axis];
            }

            (kept[i], added[i]) = isOutside ? (0, outside) : (1, 0);
            any |= isOutside;
        }

        if (!any)
        {
            return value;
        }

        var inside = MulImporter.Apply(node, graph, value, OnnxGraphBuilder.Constant<float>(node, "inside", value.Shape, kept), "kept");
        return AddImporter.Apply(node, graph, inside, OnnxGraphBuilder.Constant<float>(node, "outside", value.Shape, added), "extrapolated");
    }
}

/// <summary>The deprecated form of Resize: scales, asymmetric coordinates.</summary>
internal sealed class UpsampleImporter : IOnnxImporter
{
    public string OpType => "Upsample";

    public void Import(OnnxNode node, OnnxGraphBuilder graph)
    {
        var input = node.Require(0, "X");
        var interpolation = new OnnxInterpolation { Mode = node.Text("mode", "nearest"), Coordinates = "asymmetric", Rounding = "floor" };
        graph.Output(node, 0, ResizeImporter.Resize(node, graph, input, interpolation, OnnxResizeTarget.OfScales(node, input.Shape, 1), 0));
    }
}
