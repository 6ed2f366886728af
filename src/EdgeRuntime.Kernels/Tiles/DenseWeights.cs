using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of int8 operators whose output channels are dot products with rows of weights, (channels, depth), which are kept in
/// the order of a tile's <see cref="WeightBlocks"/>: what turns sums into outputs, block by block.
/// </summary>
internal unsafe struct DenseWeights
{
    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    public AdvSimdLimits Limits;

    /// <summary>The operand, in blocks.</summary>
    public sbyte* Weights;

    /// <summary>(blocks, 3, channels of a block): <see cref="FoldedBias"/>, significands and exponents, zero behind the last channel.</summary>
    public int* Factors;

    public int Channels;

    /// <summary>Blocks of channels, the last one filled up.</summary>
    public int Blocks;

    /// <summary>Bytes from one block of channels to the next.</summary>
    public nint BlockBytes;

    /// <summary>Some weight is -128.</summary>
    public bool FullRange;

    /// <summary>Int8, known symmetric weights of <paramref name="depth"/> bytes for each output channel, and known bias.</summary>
    public static bool Covers(StepView step, int depth)
    {
        var (weights, bias) = (step.Inputs[1], step.Operands.Input(2));
        return step.Types(ElementType.Int8, ElementType.Int8) && weights.Kind == TensorKind.Constant && weights.ZeroPoint == 0
            && weights.Shape.ElementCount == (long)weights.Shape[0] * depth && bias.Kind is TensorKind.Constant or TensorKind.Absent;
    }

    /// <summary>Blocks that hold <paramref name="channels"/> output channels.</summary>
    public static int Count(WeightBlocks order, int channels) => (channels + order.BlockChannels - 1) / order.BlockChannels;

    public static long SizeBytes(WeightBlocks order, int channels) =>
        OutputStage.SizeBytes(sizeof(DenseWeights), channels) + (3L * Count(order, channels) * order.BlockChannels * sizeof(int));

    public static void Write(StepContext* step, WeightBlocks order, Activation activation, bool singleProduct)
    {
        ref var operand = ref step->Inputs[1];
        var (channels, depth, size) = (operand.Shape[0], order.DepthOf(operand.Shape), order.BlockChannels);
        OutputStage.Write(step, sizeof(DenseWeights), channels, activation, singleProduct);
        var weights = (DenseWeights*)step->Prepared;
        weights->Limits = new AdvSimdLimits(&weights->Stage);
        weights->Weights = operand.As<sbyte>();
        weights->Factors = (int*)(step->Prepared + OutputStage.SizeBytes(sizeof(DenseWeights), channels));
        weights->Channels = channels;
        weights->Blocks = Count(order, channels);
        weights->BlockBytes = (nint)order.BlockBytes(depth);
        weights->FullRange = new ReadOnlySpan<sbyte>(weights->Weights, checked((int)order.SizeBytes(operand.Shape))).Contains(sbyte.MinValue);
        for (var channel = 0; channel < weights->Blocks * size; channel++)
        {
            var factors = weights->Factors + (channel / size * 3 * size) + (channel % size);
            var inside = channel < channels;
            factors[0] = inside ? FoldedBias.Of(step, channel, order.SumOf(weights->Weights, channel, depth)) : 0;
            factors[size] = inside ? weights->Stage.Multipliers[channel] : 0;
            factors[2 * size] = inside ? weights->Stage.Shifts[channel] : 0;
        }
    }
}
