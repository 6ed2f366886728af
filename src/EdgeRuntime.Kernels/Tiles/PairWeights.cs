using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of int8 operators whose output channels are dot products with rows of weights, (channels, depth), for
/// <see cref="PairProduct{TStep, TVector}"/>: weights in blocks of one register's channels and two depths, and what finishes the sums.
/// </summary>
internal unsafe struct PairWeights
{
    /// <summary>First, so that a pointer to this is a pointer to it.</summary>
    public OutputStage Stage;

    public int Channels;
    public int Depth;

    /// <summary>Bytes from a block of channels to the next one.</summary>
    public nint BlockBytes;

    /// <summary><see cref="Rescale"/> is exact. Then x is widened to twice its value, and the sums are twice what they would be.</summary>
    public bool Bounded;

    public PairRescale Rescale;

    /// <summary>x is widened times 2^Shift.</summary>
    public readonly int Shift => Bounded ? 1 : 0;

    /// <summary>(channels, then zeros), <see cref="FoldedBias"/>; twice of it when <see cref="Bounded"/>.</summary>
    public int* Bias;

    /// <summary><see cref="WeightBlocks"/> (lanes, 2).</summary>
    public sbyte* Blocks;

    /// <summary>Int8, known weights and bias, weights of <paramref name="depth"/> bytes for each output channel.</summary>
    public static bool Covers(StepView step, int depth)
    {
        var (weights, bias) = (step.Inputs[1], step.Operands.Input(2));
        return step.Types(ElementType.Int8, ElementType.Int8) && weights.Kind == TensorKind.Constant && weights.ZeroPoint == 0
            && weights.Shape.ElementCount == (long)weights.Shape[0] * depth && bias.Kind is TensorKind.Constant or TensorKind.Absent;
    }

    public static long SizeBytes(int lanes, int channels, int depth) =>
        BlocksOffset(channels) + new WeightBlocks(lanes, 2).SizeBytes(channels, depth);

    public static void Write(StepContext* step, int lanes, int channels, int depth, Activation activation, bool singleProduct)
    {
        OutputStage.Write(step, sizeof(PairWeights), channels, activation, singleProduct);
        var weights = (PairWeights*)step->Prepared;
        var order = new WeightBlocks(lanes, 2);
        var source = step->Inputs[1].As<sbyte>();
        (weights->Channels, weights->Depth, weights->BlockBytes) = (channels, depth, (nint)order.BlockBytes(depth));
        weights->Bias = (int*)(step->Prepared + OutputStage.SizeBytes(sizeof(PairWeights), channels));
        weights->Blocks = (sbyte*)(step->Prepared + BlocksOffset(channels));
        new Span<int>(weights->Bias, OutputStage.Capacity(channels)).Clear();
        weights->Bounded = true;
        for (var channel = 0; channel < channels; channel++)
        {
            var row = source + ((nint)channel * depth);
            weights->Bias[channel] = FoldedBias.Of(step, channel, row, depth, 1);
            weights->Bounded &= PairRescale.Accepts(&weights->Stage, channel, LargestSum(weights->Bias[channel], row, depth));
        }

        if (weights->Bounded)
        {
            weights->Rescale = PairRescale.Write(&weights->Stage, channels, weights->Bias + OutputStage.Capacity(channels));
            for (var channel = 0; channel < channels; channel++)
            {
                weights->Bias[channel] *= 2;
            }
        }

        order.Pack(source, channels, depth, depth, 1, weights->Blocks);
    }

    private static long LargestSum(int bias, sbyte* row, int depth)
    {
        var sum = Math.Abs((long)bias);
        for (var k = 0; k < depth; k++)
        {
            sum += 128 * Math.Abs((int)row[k]);
        }

        return sum;
    }

    private static long BlocksOffset(int channels) =>
        (OutputStage.SizeBytes(sizeof(PairWeights), channels) + ((long)OutputStage.Capacity(channels) * sizeof(int))
            + PairRescale.SizeBytes(channels) + 63) / 64 * 64;
}
