namespace EdgeRuntime.Model;

/// <summary>
/// What binary operators with weights share. Their sums are whole numbers, and the output's type says what becomes of a sum:
/// <list type="bullet">
/// <item>uint32: signs again, +1 where the sum reaches the channel's threshold; input 2 is thresholds, int32 (channels).</item>
/// <item>float32: sum * scale + offset; inputs 2 and 3 are scales and offsets, float32 (channels).</item>
/// <item>int8: the same, in steps of the output and with its zero point in the offset, rounded to nearest, ties to even.</item>
/// </list>
/// </summary>
internal static class BinaryLaw
{
    /// <summary>Single precision holds every sum exactly.</summary>
    private const long MaxDepth = 1 << 24;

    /// <summary>Types, and the operands that follow from the output's type.</summary>
    public static void Operands(OperandSet operands, Activation activation)
    {
        Law.Counts(operands, 3, 4);
        var (input, weights, output) = (operands.Inputs[0], operands.Inputs[1], operands.Outputs[0]);
        Law.TypeOf("input", input, ElementType.UInt32);
        Law.TypeOf("weights", weights, ElementType.UInt32);
        Law.TypeOf("output", output, ElementType.UInt32, ElementType.Int8, ElementType.Float32);
        Law.Range("rank of weights", weights.Shape.Rank, 1, Shape.MaxRank);
        var channels = weights.Shape[0];
        ConvolutionLaw.FusedActivation(activation);
        if (output.Type == ElementType.UInt32)
        {
            Law.Range("number of inputs", operands.Inputs.Length, 3, 3);
            Law.Range("activation of signs", (int)activation, 0, 0);
            Law.TypeOf("thresholds", operands.Inputs[2], ElementType.Int32);
            Law.ElementsOf("thresholds", operands.Inputs[2], channels);
            return;
        }

        Law.Range("number of inputs", operands.Inputs.Length, 4, 4);
        foreach (var (name, operand) in new[] { ("scales", operands.Inputs[2]), ("offsets", operands.Inputs[3]) })
        {
            Law.TypeOf(name, operand, ElementType.Float32);
            Law.ElementsOf(name, operand, channels);
        }

        if (output.Type == ElementType.Int8)
        {
            ConvolutionLaw.Activations("output", output);
        }
    }

    /// <summary>Signs that one sum runs over: <paramref name="signs"/> for each of <paramref name="taps"/> rows of words.</summary>
    public static void Depth(string what, int signs, int words, long taps)
    {
        Law.Range(what, signs, 1, (long)words * SignWords.Bits);
        Law.Range("signs of one sum", taps * words * SignWords.Bits, 1, MaxDepth);
    }

    /// <summary>Last dimension of an output with so many channels.</summary>
    public static int LastDimension(OperandInfo output, int channels) =>
        output.Type == ElementType.UInt32 ? SignWords.Count(channels) : channels;
}
