using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Dilation of an operator whose kernel has none: zeros between constant weights.</summary>
internal static class OnnxDilation
{
    /// <param name="node">The operator.</param>
    /// <param name="graph">Bears the cost.</param>
    /// <param name="weights">(a, b, kernelH, kernelW).</param>
    /// <param name="dilations">Along H and W.</param>
    public static Value OfWeights(OnnxNode node, OnnxGraphBuilder graph, Value weights, int[] dilations)
    {
        if (dilations.All(d => d == 1))
        {
            return weights;
        }

        if (!weights.IsConstant || weights.Type != ElementType.Float32 || dilations.Length != 2 || dilations.Any(d => d < 1))
        {
            throw new UnsupportedException("is dilated, with weights that are computed at run time", "make the weights constant");
        }

        var (from, to) = (weights.Shape, weights.Shape);
        (to[2], to[3]) = (checked(((from[2] - 1) * dilations[0]) + 1), checked(((from[3] - 1) * dilations[1]) + 1));
        if (!to.IsWithinLimits(out var count) || count > 64L * from.ElementCount)
        {
            throw new UnsupportedException($"is dilated to {to}", "use less dilation");
        }

        graph.Charge(count, ElementType.Float32);
        var elements = new float[count];
        var source = weights.ConstantAs<float>();
        for (var i = 0; i < source.Length; i++)
        {
            var (x, y, plane) = (i % from[3], i / from[3] % from[2], i / (from[2] * from[3]));
            elements[(((plane * to[2]) + (y * dilations[0])) * to[3]) + (x * dilations[1])] = source[i];
        }

        return OnnxGraphBuilder.Constant<float>(node, "weights/dilated", to, elements);
    }
}
