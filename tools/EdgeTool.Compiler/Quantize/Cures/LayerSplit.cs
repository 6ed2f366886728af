using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// A layer as the sum of two of the same shape, act(W x + c) = act((H x + c) + L x): H holds the weights rounded to 8 bits, L what the rounding left.
/// </summary>
/// <param name="Layer">The layer that is replaced.</param>
/// <param name="High">With the rounded weights and the bias, without the activation.</param>
/// <param name="Low">With the rest of the weights.</param>
/// <param name="Sum">Their sum with the activation; it writes the layer's own output.</param>
/// <param name="Grid">Steps that the rounded weights lie on.</param>
internal sealed record LayerSplit(Node Layer, Node High, Node Low, Node Sum, WeightSteps Grid)
{
    /// <summary>The split of a layer; null for any other node, and where an addition has not its activation or rounding leaves nothing.</summary>
    public static LayerSplit? TryOf(Node node)
    {
        if (WeightedLayer.TryOf(node) is not { } layer || LayerActivation.Of(node) is not (Activation.None or Activation.Relu or Activation.Relu6))
        {
            return null;
        }

        var rounded = QuantizedWeights.Of(layer, WeightSteps.Of(layer, layer.BiasValues(), inputScale: 1, wideBias: true, WeightFormat.Int8), roundings: null);
        var (high, low) = (new float[layer.AllWeights.Length], new float[layer.AllWeights.Length]);
        for (var i = 0; i < high.Length; i++)
        {
            high[i] = rounded.Stored[i] * rounded.Scales[layer.ChannelOf(i)];
            low[i] = layer.AllWeights[i] - high[i];
        }

        if (Array.TrueForAll(low, w => w == 0))
        {
            return null;
        }

        var parts = (High: Part(node, "high", high, layer.Bias), Low: Part(node, "low", low, null));
        var sum = Node.Of(node.Name, new Add { Activation = LayerActivation.Of(node) }, [parts.High.Outputs[0], parts.Low.Outputs[0]], node.Outputs, node.SourceIndex);
        return new LayerSplit(node, parts.High, parts.Low, sum, rounded.Steps);
    }

    private static Node Part(Node layer, string name, float[] weights, Value? bias)
    {
        var stored = Value.Of<float>($"{layer.Inputs[1]!.Name}/{name}", layer.Inputs[1]!.Shape, weights);
        var output = new Value { Name = $"{layer.Outputs[0].Name}/{name}", Type = ElementType.Float32, Shape = layer.Outputs[0].Shape };
        Value?[] operands = bias is null ? [layer.Inputs[0], stored] : [layer.Inputs[0], stored, bias];
        var part = Node.Of(layer.Name, layer.Law, [.. layer.RecordBytes], operands, [output], layer.SourceIndex);
        LayerActivation.Set(part, Activation.None);
        return part;
    }
}
