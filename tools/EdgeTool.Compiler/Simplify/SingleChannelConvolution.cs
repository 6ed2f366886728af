using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// A depthwise convolution of one input channel is a convolution: the same products and sums, its weights with the output channel first.
/// Under int16 activations the two round differently, so there it stays.
/// </summary>
internal sealed class SingleChannelConvolution : IRewrite
{
    public bool Apply(Graph graph)
    {
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            var node = graph.Nodes[i];
            if (node is { OpCode: OpCode.DepthwiseConv2D, Inputs: [{ Type: not ElementType.Int16 } input, { IsConstant: true, Steps: null } weights, ..] }
                && input.Shape[3] == 1)
            {
                var record = node.Record<DepthwiseConv2D>();
                var conv = new Conv2D
                {
                    StrideH = record.StrideH,
                    StrideW = record.StrideW,
                    DilationH = record.DilationH,
                    DilationW = record.DilationW,
                    PadTop = record.PadTop,
                    PadLeft = record.PadLeft,
                    Activation = record.Activation,
                };
                graph.Nodes[i] = Node.Of(node.Name, conv, [input, ChannelFirst(weights), .. node.Inputs.Skip(2)], node.Outputs, node.SourceIndex);
                changed = true;
            }
        }

        return changed;
    }

    /// <summary>(1, kernelH, kernelW, outC) as (outC, kernelH, kernelW, 1).</summary>
    private static Value ChannelFirst(Value weights)
    {
        var (taps, channels) = (weights.Shape.Product(1, 3), weights.Shape[3]);
        var source = weights.Constant!;
        var elementBytes = source.Length / (taps * channels);
        var moved = new byte[source.Length];
        for (var element = 0; element < taps * channels; element++)
        {
            var (channel, tap) = (element / taps, element % taps);
            source.AsSpan(((tap * channels) + channel) * elementBytes, elementBytes).CopyTo(moved.AsSpan(element * elementBytes));
        }

        return new Value
        {
            Name = $"{weights.Name}/moved",
            Type = weights.Type,
            Shape = new Shape(channels, weights.Shape[1], weights.Shape[2], 1),
            Scales = weights.Scales,
            ZeroPoint = weights.ZeroPoint,
            ChannelAxis = weights.ChannelAxis < 0 ? -1 : 0,
            Constant = moved,
        };
    }
}
