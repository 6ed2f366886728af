using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// A layer with constant float weights, seen as filters: output channel o is the dot product of filter o with the patch of its group,
/// plus bias o. Group g of G reads the input channels [g, g + 1) * inC / G.
/// </summary>
public sealed class WeightedLayer
{
    private readonly float[] _weights;

    private WeightedLayer(Node node, int channelAxis, int groups)
    {
        (Node, ChannelAxis, Groups) = (node, channelAxis, groups);
        _weights = Weights.ConstantAs<float>().ToArray();
        Channels = Weights.Shape[channelAxis];
        FilterLength = _weights.Length / Channels;
    }

    public Node Node { get; }

    public Value Weights => Node.Inputs[1]!;

    public Value? Bias => Node.Inputs.Count > 2 ? Node.Inputs[2] : null;

    /// <summary>Axis of the weights that the output's channels run along.</summary>
    public int ChannelAxis { get; }

    /// <summary>Output channels.</summary>
    public int Channels { get; }

    public int Groups { get; }

    /// <summary>Weights of one filter.</summary>
    public int FilterLength { get; }

    public ReadOnlySpan<float> AllWeights => _weights;

    public static bool Recognizes(OpCode opCode) =>
        opCode is OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected or OpCode.TransposeConv;

    /// <summary>The layer; null for any other node, and where weights or bias are no float constants.</summary>
    public static WeightedLayer? TryOf(Node node)
    {
        if (!Recognizes(node.OpCode) || node.Inputs is not [{ Type: ElementType.Float32 } input, { Type: ElementType.Float32, IsConstant: true } weights, ..]
            || (node.Inputs.Count > 2 && node.Inputs[2] is { IsConstant: false }))
        {
            return null;
        }

        return node.OpCode switch
        {
            OpCode.DepthwiseConv2D => new WeightedLayer(node, 3, input.Shape[3]),
            OpCode.Conv2D => new WeightedLayer(node, 0, input.Shape[3] / weights.Shape[3]),
            _ => new WeightedLayer(node, 0, 1),
        };
    }

    /// <summary>Index of element <paramref name="k"/> of filter <paramref name="channel"/> in the weights.</summary>
    public int IndexOf(int channel, int k) => ChannelAxis == 0 ? (channel * FilterLength) + k : (k * Channels) + channel;

    /// <summary>Output channel of weight <paramref name="index"/>.</summary>
    public int ChannelOf(int index) => ChannelAxis == 0 ? index / FilterLength : index % Channels;

    /// <summary>A copy of one filter.</summary>
    public float[] Filter(int channel)
    {
        var filter = new float[FilterLength];
        for (var k = 0; k < filter.Length; k++)
        {
            filter[k] = _weights[IndexOf(channel, k)];
        }

        return filter;
    }

    /// <summary>Group that a channel reads.</summary>
    public int GroupOf(int channel) => channel / (Channels / Groups);

    /// <summary>A copy of the bias; zeros where there is none.</summary>
    public float[] BiasValues() => Bias is { } bias ? bias.ConstantAs<float>().ToArray() : new float[Channels];
}
