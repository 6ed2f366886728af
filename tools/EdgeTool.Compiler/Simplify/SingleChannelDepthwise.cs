using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// An int8 depthwise convolution of one input channel is a convolution: the same sums in the same order, its weights transposed to
/// (outC, kernelH, kernelW, 1). Its kernels fill their lanes with output channels, which one input channel cannot.
/// </summary>
internal sealed class SingleChannelDepthwise : IRewrite
{
    private static readonly AxisOrder ChannelsFirst = new([3, 1, 2, 0]);

    public bool Apply(Graph graph)
    {
        var changed = false;
        for (var i = 0; i < graph.Nodes.Count; i++)
        {
            if (graph.Nodes[i] is { OpCode: OpCode.DepthwiseConv2D, Inputs: [{ Type: ElementType.Int8 } input, { IsConstant: true, Type: ElementType.Int8 } weights, ..] } node
                && input.Shape[3] == 1)
            {
                graph.Nodes[i] = Convolution(node, weights);
                changed = true;
            }
        }

        return changed;
    }

    private static Node Convolution(Node node, Value weights)
    {
        var depthwise = node.Record<DepthwiseConv2D>();
        var record = new Conv2D
        {
            StrideH = depthwise.StrideH,
            StrideW = depthwise.StrideW,
            DilationH = depthwise.DilationH,
            DilationW = depthwise.DilationW,
            PadTop = depthwise.PadTop,
            PadLeft = depthwise.PadLeft,
            Activation = depthwise.Activation,
        };
        return Node.Of(
            node.Name, record, [node.Inputs[0], Transposed(weights), .. node.Inputs.Skip(2)], node.Outputs, node.SourceIndex);
    }

    private static Value Transposed(Value weights)
    {
        var shape = ChannelsFirst.Permute(weights.Shape);
        var stored = new Value { Name = weights.Name, Type = weights.Type, Shape = weights.Shape, Constant = weights.Constant };
        var transposed = new Value { Name = weights.Name, Type = weights.Type, Shape = shape };
        NodeEvaluator.Evaluate(Node.Of(weights.Name, ChannelsFirst.Record, [stored], [transposed]));
        return new Value
        {
            Name = $"{weights.Name}/moved",
            Type = weights.Type,
            Shape = shape,
            Scales = weights.Scales,
            ZeroPoint = weights.ZeroPoint,
            ChannelAxis = weights.ChannelAxis < 0 ? -1 : 0,
            Steps = weights.Steps,
            Constant = transposed.Constant,
        };
    }
}
