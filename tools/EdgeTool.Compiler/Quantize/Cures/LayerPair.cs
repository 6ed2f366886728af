using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// Two layers of which the second alone reads the first, channel by channel, with nothing but a positively homogeneous activation and
/// movement within a channel between them.
/// </summary>
internal sealed record LayerPair(Node First, Node Second)
{
    /// <summary>Every pair of a graph, in order. A Relu6 in between counts: whoever scales its channels replaces it.</summary>
    public static List<LayerPair> Of(Graph graph)
    {
        var uses = new ValueUses(graph);
        var readers = new Dictionary<Value, Node>(ReferenceEqualityComparer.Instance);
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs.OfType<Value>())
            {
                readers[input] = node;
            }
        }

        var pairs = new List<LayerPair>();
        foreach (var node in graph.Nodes.Where(n => WeightedLayer.TryOf(n) is { } && LayerActivation.Of(n) is Activation.None or Activation.Relu or Activation.Relu6))
        {
            var value = node.Outputs[0];
            while (uses.IsPrivate(value) && readers.TryGetValue(value, out var reader) && ReferenceEquals(reader.Inputs[0], value))
            {
                if (WeightedLayer.TryOf(reader) is { } second && ReadsChannels(second, node.Outputs[0].Shape[-1]))
                {
                    pairs.Add(new LayerPair(node, reader));
                }

                if (reader.OpCode is not (OpCode.Pad or OpCode.MaxPool2D) || reader.Outputs[0].Shape[-1] != value.Shape[-1])
                {
                    break;
                }

                value = reader.Outputs[0];
            }
        }

        return pairs;
    }

    /// <summary>Input channel that element <paramref name="k"/> of a filter multiplies.</summary>
    public static int InputChannel(WeightedLayer layer, int channel, int k) => layer.Node.OpCode switch
    {
        OpCode.DepthwiseConv2D => layer.GroupOf(channel),
        OpCode.FullyConnected => k,
        _ => (layer.GroupOf(channel) * layer.Weights.Shape[3]) + (k % layer.Weights.Shape[3]),
    };

    private static bool ReadsChannels(WeightedLayer layer, int channels) => layer.Node.OpCode switch
    {
        OpCode.FullyConnected => layer.FilterLength == channels,
        OpCode.TransposeConv => false,
        _ => layer.Node.Inputs[0]!.Shape[-1] == channels,
    };
}
