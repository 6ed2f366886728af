using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Weights of a grouped transposed convolution as those of one group, with zeros between groups, where one large step beats many small ones.</summary>
internal static class OnnxDense
{
    /// <summary>Dense weights; beyond it the zeros cost more than the steps.</summary>
    private const int MaxElements = 1 << 16;

    /// <param name="node">The operator.</param>
    /// <param name="graph">Bears the cost.</param>
    /// <param name="weights">(c, outC / groups, kernelH, kernelW).</param>
    /// <param name="groups">At least 2.</param>
    /// <returns>(c, outC, kernelH, kernelW); null when they are computed at run time, or would be too many.</returns>
    public static Value? OfGroups(OnnxNode node, OnnxGraphBuilder graph, Value weights, int groups)
    {
        var shape = weights.Shape;
        if (weights is not { IsConstant: true, Type: ElementType.Float32 } || (long)shape.ElementCount * groups > MaxElements)
        {
            return null;
        }

        var block = shape.Product(1, 4);
        var (perGroup, source) = (shape[0] / groups, weights.ConstantAs<float>().ToArray());
        graph.Charge((long)source.Length * groups, ElementType.Float32);
        var elements = new float[source.Length * groups];
        for (var channel = 0; channel < shape[0]; channel++)
        {
            var target = ((channel * groups) + (channel / perGroup)) * block;
            source.AsSpan(channel * block, block).CopyTo(elements.AsSpan(target));
        }

        return OnnxGraphBuilder.Constant<float>(node, "weights/dense", shape.With(1, shape[1] * groups), elements);
    }
}
