using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Scale and bias behind a normalization.</summary>
internal static class OnnxAffine
{
    /// <summary>value * scale + bias, both broadcast; either may be left out.</summary>
    public static Value Affine(this OnnxGraphBuilder graph, OnnxNode node, Value value, Value? scale, Value? bias)
    {
        var scaled = scale is null ? value : MulImporter.Apply(node, graph, value, scale, "scaled");
        return bias is null ? scaled : AddImporter.Apply(node, graph, scaled, bias, "shifted");
    }

    /// <summary>One number per channel, laid along axis 1 of a tensor of <paramref name="rank"/> dimensions.</summary>
    public static Value AlongChannels(this OnnxGraphBuilder graph, OnnxNode node, Value perChannel, int rank, string part) =>
        graph.Reshape(node, perChannel, OnnxShapes.PerChannel(perChannel.Shape.ElementCount, rank), part);
}
