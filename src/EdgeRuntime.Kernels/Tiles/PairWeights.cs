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

    /// <summary><see cref="Rescale"/> is exact.</summary>
    public bool Bounded;

    public PairRescale Rescale;

    /// <summary>Where <see cref="Bounded"/>.</summary>
    public PairSingles Singles;

    /// <summary><see cref="Bias"/> is for tiles that take two groups at once: <see cref="InnerProduct"/>.</summary>
    public bool Halved;

    /// <summary>x is laid out times 2^Shift, and the sums are as many times what they would be.</summary>
    public int Shift;

    /// <summary>(channels, then zeros), <see cref="FoldedBias"/> less what <see cref="PairForm.Offset"/> adds, times 2^<see cref="Shift"/>.</summary>
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
    public static WeightBlocks Order<TStep, TVector>()
        where TStep : IPairStep<TVector>
        where TVector : unmanaged => new(TStep.Lanes, TStep.GroupDepth);

    public static long SizeBytes(int channels) =>
        BiasOffset(channels) + ((long)OutputStage.Capacity(channels) * sizeof(int)) + PairRescale.SizeBytes(channels)
        + PairSingles.SizeBytes(channels);

    /// <param name="step">Step that gets these at the start of its prepared bytes.</param>
    /// <param name="blocks">The weights.</param>
    /// <param name="order">How they lie: <see cref="Order"/>, or <see cref="WeightBlocks.SingleRows"/> when they are put elsewhere in it.</param>
    /// <param name="channels">Output channels.</param>
    /// <param name="depth">Weights of a channel.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="singleProduct">See <see cref="OutputStage.Write"/>.</param>
    /// <param name="halvedRuns">Runs of the depth that tiles take one after another when <see cref="Halved"/> pays; 0 where it does not.</param>
    public static void Write<TStep, TVector>(
        StepContext* step, sbyte* blocks, WeightBlocks order, int channels, int depth, Activation activation, bool singleProduct,
        int halvedRuns = 0)
        where TStep : IPairStep<TVector>
        where TVector : unmanaged
    {
        OutputStage.Write(step, sizeof(PairWeights), channels, activation, singleProduct);
        var weights = (PairWeights*)step->Prepared;
        weights->Blocks = blocks;
        (weights->Channels, weights->Depth, weights->BlockBytes) = (channels, depth, (nint)order.BlockBytes(depth) * TStep.WeightBytes);
        weights->Bias = (int*)(step->Prepared + BiasOffset(channels));
        new Span<int>(weights->Bias, OutputStage.Capacity(channels)).Clear();
        weights->Bounded = true;
        var rescale = weights->Bias + OutputStage.Capacity(channels);
        weights->Singles = PairSingles.Begin(channels, TStep.Lanes, (byte*)rescale + PairRescale.SizeBytes(channels));
        for (var channel = 0; channel < channels; channel++)
        {
            var (sum, magnitude) = Sums(weights->Blocks + order.OffsetOf(channel, 0, depth), order, depth);
            var bias = FoldedBias.Of(step, channel, sum);
            weights->Bias[channel] = bias - (TStep.Form.Offset * sum);
            var range = SumRange.Of(bias, sum, magnitude);
            weights->Bounded &= PairRescale.Accepts(&weights->Stage, channel, range);
            if (weights->Bounded)
            {
                weights->Singles.Place(&weights->Stage, channel, range, TStep.Form.BoundedShift);
            }
        }

        if (weights->Bounded)
        {
            weights->Shift = TStep.Form.BoundedShift;
            weights->Rescale = PairRescale.Write(&weights->Stage, channels, rescale);
            for (var channel = 0; channel < channels; channel++)
            {
                weights->Bias[channel] <<= weights->Shift;
            }
        }

        weights->Halved = TStep.HalvesProducts && halvedRuns > 0;
        for (var channel = 0; channel < (weights->Halved ? channels : 0); channel++)
        {
            weights->Bias[channel] -= InnerProduct.ChannelTerm(blocks + order.OffsetOf(channel, 0, depth), order, depth, halvedRuns);
        }
    }

    /// <summary>Sum of a channel's weights, and of their magnitudes, from its first group on.</summary>
    private static (int Sum, long Magnitude) Sums(sbyte* groups, WeightBlocks order, int depth)
    {
        var (sum, magnitude) = (0, 0L);
        for (var k = 0; k < depth; k += order.BlockDepth, groups += order.BlockChannels * order.BlockDepth)
        {
            for (var i = 0; i < order.BlockDepth; i++)
            {
                sum += groups[i];
                magnitude += Math.Abs((int)groups[i]);
            }
        }

        return (sum, magnitude);
    }

    private static long BiasOffset(int channels) => OutputStage.SizeBytes(sizeof(PairWeights), channels);
}
