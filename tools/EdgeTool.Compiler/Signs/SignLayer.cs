using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>A convolution or dense layer that multiplies signs with signs: its weights are one number for each output channel, and its negative.</summary>
/// <param name="Node">Conv2D without groups, or FullyConnected.</param>
/// <param name="Input">Signs.</param>
/// <param name="Scales">(channels): real sum = scale * sum of products of signs.</param>
/// <param name="Offsets">(channels): the bias.</param>
internal sealed record SignLayer(Node Node, SignValue Input, float[] Scales, float[] Offsets)
{
    /// <summary>Single precision holds every sum exactly; the operators' laws want the same.</summary>
    private const long MaxDepth = 1 << 24;

    public Value Weights => Node.Inputs[1]!;

    /// <summary>Signs that are packed together: the last axis of the input. A dense layer may read several such rows.</summary>
    public int Row => Input.Output.Shape[-1];

    /// <summary>The layer that a node is; null when it is none.</summary>
    public static SignLayer? Of(Node node, IReadOnlyDictionary<Value, SignValue> signs)
    {
        if (node.OpCode is not (OpCode.Conv2D or OpCode.FullyConnected)
            || node.Inputs is not [{ } input, { IsConstant: true, Type: ElementType.Float32 } weights, ..]
            || !signs.TryGetValue(input, out var sign) || node.Inputs.ElementAtOrDefault(2) is { IsConstant: false }
            || (node.OpCode == OpCode.Conv2D ? input.Shape[-1] != weights.Shape[-1] : weights.Shape[-1] % input.Shape[-1] != 0))
        {
            return null;
        }

        var (channels, depth) = (weights.Shape[0], weights.Shape.ElementCount / weights.Shape[0]);
        if ((long)depth / input.Shape[-1] * SignWords.Count(input.Shape[-1]) * SignWords.Bits > MaxDepth)
        {
            return null;
        }

        var scales = new float[channels];
        for (var c = 0; c < channels; c++)
        {
            var row = weights.ConstantAs<float>().Slice(c * depth, depth);
            var magnitude = Math.Abs(row[0]);
            foreach (var weight in row)
            {
                if (Math.Abs(weight) != magnitude || !float.IsFinite(weight))
                {
                    return null;
                }
            }

            scales[c] = magnitude * sign.Magnitude;
        }

        return new SignLayer(node, sign, scales, node.Inputs.ElementAtOrDefault(2)?.ConstantAs<float>().ToArray() ?? new float[channels]);
    }

    /// <summary>The operator on packed signs.</summary>
    /// <param name="words">The packed input.</param>
    /// <param name="numbers">Thresholds, or scales and offsets.</param>
    /// <param name="output">Signs or numbers.</param>
    public Node Lowered(Value words, Value[] numbers, Value output)
    {
        var shape = Weights.Shape;
        shape[-1] = shape[-1] / Row * SignWords.Count(Row);
        var packed = Value.Of<uint>($"{Weights.Name}{SignLowering.Suffix}", shape, SignWords.Pack(Weights.ConstantAs<float>(), Row));
        Value[] inputs = [words, packed, .. numbers];
        var isSigns = output.Type == ElementType.UInt32;
        if (Node.OpCode == OpCode.FullyConnected)
        {
            var activation = isSigns ? Activation.None : Node.Record<FullyConnected>().Activation;
            return EdgeTool.Compiler.Node.Of(Node.Name, new BinaryFullyConnected { Depth = Weights.Shape[-1], Activation = activation }, inputs, [output], Node.SourceIndex);
        }

        var record = Node.Record<Conv2D>();
        return EdgeTool.Compiler.Node.Of(
            Node.Name,
            new BinaryConv2D
            {
                StrideH = record.StrideH,
                StrideW = record.StrideW,
                DilationH = record.DilationH,
                DilationW = record.DilationW,
                PadTop = record.PadTop,
                PadLeft = record.PadLeft,
                Channels = Row,
                Padding = SignPadding.Zero,
                Activation = isSigns ? Activation.None : record.Activation,
            },
            inputs, [output], Node.SourceIndex);
    }
}
