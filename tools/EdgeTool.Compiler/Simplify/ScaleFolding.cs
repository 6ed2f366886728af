using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>
/// A product with, or a sum of, one constant for each channel behind a float32 convolution goes into its weights and bias: what
/// batch normalization is at inference.
/// </summary>
internal sealed class ScaleFolding : IRewrite
{
    public bool Apply(Graph graph)
    {
        var uses = new ValueUses(graph);
        var producers = new Dictionary<Value, int>(ReferenceEqualityComparer.Instance);
        var kept = new List<Node>();
        foreach (var node in graph.Nodes)
        {
            if (Operands(node) is var (input, constant) && uses.IsPrivate(input)
                && producers.TryGetValue(input, out var producer) && Folded(kept[producer], node, constant) is { } folded)
            {
                kept[producer] = folded;
                producers[node.Outputs[0]] = producer;
                continue;
            }

            foreach (var written in node.Outputs)
            {
                producers[written] = kept.Count;
            }

            kept.Add(node);
        }

        var changed = kept.Count < graph.Nodes.Count;
        graph.Nodes.Clear();
        graph.Nodes.AddRange(kept);
        return changed;
    }

    /// <summary>The computed and the constant operand of a product or sum without activation.</summary>
    private static (Value Input, Value Constant)? Operands(Node node)
    {
        var activation = node.OpCode switch
        {
            OpCode.Add => node.Record<Add>().Activation,
            OpCode.Mul => node.Record<Mul>().Activation,
            _ => (Activation?)null,
        };
        return activation == Activation.None && node.Outputs[0] is { Type: ElementType.Float32, IsVariable: false } output
            ? node.Inputs switch
            {
                [{ IsConstant: false } a, { IsConstant: true } b] when a.Shape == output.Shape => (a, b),
                [{ IsConstant: true } a, { IsConstant: false } b] when b.Shape == output.Shape => (b, a),
                _ => null,
            }
            : null;
    }

    private static Node? Folded(Node producer, Node node, Value constant)
    {
        if (producer.Inputs is not [_, { IsConstant: true, Type: ElementType.Float32 } weights, ..] || producer.Inputs.ElementAtOrDefault(2) is { IsConstant: false })
        {
            return null;
        }

        var channelAxis = producer.OpCode switch
        {
            OpCode.Conv2D when producer.Record<Conv2D>().Activation == Activation.None => 0,
            OpCode.DepthwiseConv2D when producer.Record<DepthwiseConv2D>().Activation == Activation.None => 3,
            OpCode.TransposeConv when producer.Record<TransposeConv>().Activation == Activation.None => 0,
            OpCode.FullyConnected when producer.Record<FullyConnected>().Activation == Activation.None => 0,
            _ => -1,
        };
        if (channelAxis < 0 || PerChannel(constant, weights.Shape[channelAxis]) is not { } factors)
        {
            return null;
        }

        var channels = weights.Shape[channelAxis];
        var bias = producer.Inputs.ElementAtOrDefault(2)?.ConstantAs<float>().ToArray() ?? new float[channels];
        for (var c = 0; c < channels; c++)
        {
            bias[c] = node.OpCode == OpCode.Mul ? bias[c] * factors[c] : bias[c] + factors[c];
        }

        var hasBias = node.OpCode == OpCode.Add || producer.Inputs.ElementAtOrDefault(2) is not null;
        return Node.Of(
            node.Name, producer.Law, producer.RecordBytes,
            [
                producer.Inputs[0],
                node.OpCode == OpCode.Mul ? Scaled(weights, channelAxis, factors) : weights,
                hasBias ? Value.Of<float>($"{node.Name}/bias", new Shape(channels), bias) : null,
            ],
            node.Outputs, node.SourceIndex);
    }

    private static Value Scaled(Value weights, int channelAxis, float[] factors)
    {
        var elements = weights.ConstantAs<float>().ToArray();
        var inner = weights.Shape.Product(channelAxis + 1, weights.Shape.Rank);
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] *= factors[i / inner % factors.Length];
        }

        return Value.Of<float>($"{weights.Name}/scaled", weights.Shape, elements);
    }

    /// <summary>One number for each channel, from a constant along the last axis or a single number.</summary>
    private static float[]? PerChannel(Value constant, int channels)
    {
        var elements = constant.ConstantAs<float>();
        return elements.Length == 1 ? [.. Enumerable.Repeat(elements[0], channels)]
            : elements.Length == channels && constant.Shape[-1] == channels ? elements.ToArray()
            : null;
    }
}
