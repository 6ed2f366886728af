using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of int8 operators whose output channels are dot products with rows of weights, (channels, depth). Rows of 16 or more are
/// used where they lie in the file; shorter ones are copied into 16 bytes each, filled up with zeros.
/// </summary>
internal unsafe struct DotWeights
{
    public const int Step = 16;

    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    public sbyte* Rows;
    public int RowStride;
    public int Channels;

    /// <summary>Bytes of a row that whole steps cover.</summary>
    public int WholeBytes;

    /// <summary>Bytes after them. They are read as the last 16 of the row, the ones seen before masked out of x.</summary>
    public int TailBytes;

    /// <summary>Some weight is -128.</summary>
    public bool FullRange;

    /// <summary>(channels, then zeros), <see cref="FoldedBias"/>.</summary>
    public int* Bias;

    /// <summary>Int8, known weights and bias, weights of <paramref name="depth"/> bytes for each output channel.</summary>
    public static bool Covers(StepView step, int depth)
    {
        var (weights, bias) = (step.Inputs[1], step.Operands.Input(2));
        return step.Types(ElementType.Int8, ElementType.Int8) && weights.Kind == TensorKind.Constant && weights.ZeroPoint == 0
            && weights.Shape.ElementCount == (long)weights.Shape[0] * depth && bias.Kind is TensorKind.Constant or TensorKind.Absent;
    }

    public static long SizeBytes(int channels, int depth) =>
        BiasOffset(channels) + ((long)OutputStage.Capacity(channels) * sizeof(int)) + (depth < Step ? (long)channels * Step : 0);

    public static void Write(StepContext* step, int channels, int depth, Activation activation, bool singleProduct)
    {
        OutputStage.Write(step, sizeof(DotWeights), channels, activation, singleProduct);
        var weights = (DotWeights*)step->Prepared;
        var source = step->Inputs[1].As<sbyte>();
        weights->Channels = channels;
        weights->Bias = (int*)(step->Prepared + BiasOffset(channels));
        weights->FullRange = new ReadOnlySpan<sbyte>(source, checked(channels * depth)).Contains(sbyte.MinValue);
        for (var channel = 0; channel < OutputStage.Capacity(channels); channel++)
        {
            weights->Bias[channel] = channel < channels ? FoldedBias.Of(step, channel, source + ((nint)channel * depth), depth, 1) : 0;
        }

        if (depth >= Step)
        {
            weights->Rows = source;
            (weights->RowStride, weights->WholeBytes, weights->TailBytes) = (depth, depth / Step * Step, depth % Step);
            return;
        }

        weights->Rows = (sbyte*)(weights->Bias + OutputStage.Capacity(channels));
        (weights->RowStride, weights->WholeBytes, weights->TailBytes) = (Step, Step, 0);
        for (var i = 0; i < channels * Step; i++)
        {
            weights->Rows[i] = i % Step < depth ? source[(i / Step * depth) + (i % Step)] : (sbyte)0;
        }
    }

    private static long BiasOffset(int channels) => OutputStage.SizeBytes(sizeof(DotWeights), channels);
}
