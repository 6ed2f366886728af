namespace EdgeRuntime.Model;

/// <summary>What the laws of all operators with weights share: element types, quantization, and one spatial axis of a window.</summary>
internal static class ConvolutionLaw
{
    /// <summary>Most weights of one operator: a kernel may round their number up and count in 32 bits.</summary>
    private const int MaxWeights = 1 << 30;

    /// <summary>
    /// Input and output of one type; weights float32 for float32, uint8 for uint8, int8 otherwise; an optional bias of
    /// <paramref name="channels"/> elements: float32, int32, or int64 as well for int16 activations.
    /// </summary>
    public static void Types(OperandInfo input, OperandInfo weights, OperandInfo bias, OperandInfo output, int channels)
    {
        Law.TypeOf("input", input, ElementType.Float32, ElementType.Int8, ElementType.UInt8, ElementType.Int16);
        Law.TypeOf("output", output, input.Type);
        Law.TypeOf("weights", weights, input.Type == ElementType.Int16 ? ElementType.Int8 : input.Type);
        Law.Range("number of weights", weights.Shape.ElementCount, 1, MaxWeights);
        if (bias.IsAbsent)
        {
            return;
        }

        switch (input.Type)
        {
            case ElementType.Float32:
                Law.TypeOf("bias", bias, ElementType.Float32);
                break;
            case ElementType.Int16:
                Law.TypeOf("bias", bias, ElementType.Int32, ElementType.Int64);
                break;
            default:
                Law.TypeOf("bias", bias, ElementType.Int32);
                break;
        }

        Law.ElementsOf("bias", bias, channels);
    }

    /// <summary>
    /// Scales are present and finite; int16 is symmetric; int8 weights too unless <paramref name="asymmetricWeights"/>;
    /// per-channel scales run along <paramref name="channelAxis"/> of the weights, and not for uint8.
    /// </summary>
    public static void Quantization(
        OperandInfo input, OperandInfo weights, OperandInfo output, int channelAxis, int channels, bool asymmetricWeights = false)
    {
        if (input.Type == ElementType.Float32)
        {
            return;
        }

        Activations("input", input);
        Activations("output", output);
        if (weights.IsPerChannel)
        {
            Law.Require(FaultKind.Quantization, weights.Type == ElementType.Int8, "weights quantization", "one scale for the tensor", "per channel");
            Law.Require(FaultKind.Quantization, weights.ChannelAxis == channelAxis, "weights channel axis", $"{channelAxis}", weights.ChannelAxis);
            Law.Require(FaultKind.Quantization, weights.ChannelScales.Length == channels, "weights scales", $"{channels}", weights.ChannelScales.Length);
            foreach (var scale in weights.ChannelScales.Span)
            {
                Law.Require(FaultKind.Quantization, scale > 0 && float.IsFinite(scale), "weights scale", "positive and finite", scale);
            }
        }
        else
        {
            Activations("weights", weights);
        }

        if (weights.Type == ElementType.Int8 && (weights.IsPerChannel || !asymmetricWeights))
        {
            Law.Require(FaultKind.Quantization, weights.ZeroPoint == 0, "weights zero point", "0", weights.ZeroPoint);
        }
    }

    /// <summary>One finite scale; zero point within the type; 0 for int16.</summary>
    public static void Activations(string what, OperandInfo operand)
    {
        Law.PerTensor(what, operand);
        Law.Require(FaultKind.Quantization, float.IsFinite(operand.Scale), what + " scale", "finite", operand.Scale);
        var (min, max) = operand.Type == ElementType.Int16 ? (0, 0) : operand.Type.QuantizedRange();
        Law.Require(FaultKind.Quantization, operand.ZeroPoint >= min && operand.ZeroPoint <= max,
            what + " zero point", min == max ? "0" : $"{min}..{max}", operand.ZeroPoint);
    }

    public static void FusedActivation(Activation activation) => Law.Range("activation", (int)activation, 0, (int)Activation.Relu6);

    /// <summary>
    /// Windows of <paramref name="kernel"/> taps along H or W: <paramref name="positions"/> of them, the first starting
    /// <paramref name="padBefore"/> elements before the <paramref name="extent"/> elements they slide over. The last one ends less than a
    /// stride before the end of the extent and less than a window behind it; positions therefore fit in 32 bits.
    /// </summary>
    public static void Axis(string axis, int extent, int positions, int kernel, int stride, int dilation, int padBefore)
    {
        Law.Range("stride" + axis, stride, 1, Shape.MaxDimension);
        Law.Range("dilation" + axis, dilation, 1, Shape.MaxDimension);
        var window = (((long)kernel - 1) * dilation) + 1;
        Law.Range("dilated kernel size along " + axis, window, 1, Shape.MaxDimension);
        Law.Range("padding before " + axis, padBefore, 0, window - 1);
        var padAfter = ((positions - 1L) * stride) + window - extent - padBefore;
        Law.Require(FaultKind.OperandShape, padAfter > -stride && padAfter < window, "padding after " + axis,
            $"{1 - stride}..{window - 1} for {positions} positions", padAfter);
    }
}
