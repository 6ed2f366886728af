using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of int8 operators whose output channels are dot products with rows of weights, (channels, depth), for
/// <see cref="PairProduct{TStep, TVector}"/>: where the weights lie and what finishes the sums.
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

    /// <summary>In the <see cref="Order"/>.</summary>
    public sbyte* Blocks;

    /// <summary>Int8, known weights and bias, weights of <paramref name="depth"/> bytes for each output channel.</summary>
    public static bool Covers(StepView step, int depth)
    {
        var (weights, bias) = (step.Inputs[1], step.Operands.Input(2));
        return step.Types(ElementType.Int8, ElementType.Int8) && weights.Kind == TensorKind.Constant && weights.ZeroPoint == 0
            && weights.Shape.ElementCount == (long)weights.Shape[0] * depth && bias.Kind is TensorKind.Constant or TensorKind.Absent;
    }

    /// <summary>The order in which operand 1 must lie.</summary>
    public static WeightBlocks Order(int lanes) => new(lanes, 2);

    public static long SizeBytes(int channels) =>
        BiasOffset(channels) + ((long)OutputStage.Capacity(channels) * sizeof(int)) + PairRescale.SizeBytes(channels);

    /// <param name="step">Step that gets these at the start of its prepared bytes.</param>
    /// <param name="blocks">Weights in the <see cref="Order"/>.</param>
    /// <param name="lanes">Channels of a block.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="depth">Weights of a channel.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="singleProduct">See <see cref="OutputStage.Write"/>.</param>
    public static void Write(
        StepContext* step, sbyte* blocks, int lanes, int channels, int depth, Activation activation, bool singleProduct)
    {
        OutputStage.Write(step, sizeof(PairWeights), channels, activation, singleProduct);
        var weights = (PairWeights*)step->Prepared;
        var order = Order(lanes);
        weights->Blocks = blocks;
        (weights->Channels, weights->Depth, weights->BlockBytes) = (channels, depth, (nint)order.BlockBytes(depth));
        weights->Bias = (int*)(step->Prepared + BiasOffset(channels));
        new Span<int>(weights->Bias, OutputStage.Capacity(channels)).Clear();
        weights->Bounded = true;
        for (var channel = 0; channel < channels; channel++)
        {
            var (sum, magnitude) = Sums(weights->Blocks + order.OffsetOf(channel, 0, depth), 2 * lanes, (depth + 1) / 2);
            var bias = FoldedBias.Of(step, channel, sum);
            weights->Bias[channel] = bias;
            weights->Bounded &= PairRescale.Accepts(&weights->Stage, channel, Math.Abs((long)bias) + (128 * magnitude));
        }

        if (weights->Bounded)
        {
            weights->Rescale = PairRescale.Write(&weights->Stage, channels, weights->Bias + OutputStage.Capacity(channels));
            for (var channel = 0; channel < channels; channel++)
            {
                weights->Bias[channel] *= 2;
            }
        }
    }

    /// <summary>Sum of a channel's weights, and of their magnitudes; its pairs are <paramref name="stride"/> bytes apart.</summary>
    private static (int Sum, long Magnitude) Sums(sbyte* pairs, int stride, int count)
    {
        var (sum, magnitude) = (0, 0L);
        for (var i = 0; i < count; i++, pairs += stride)
        {
            sum += pairs[0] + pairs[1];
            magnitude += Math.Abs((int)pairs[0]) + Math.Abs((int)pairs[1]);
        }

        return (sum, magnitude);
    }

    private static long BiasOffset(int channels) => OutputStage.SizeBytes(sizeof(PairWeights), channels);
}
