using System.Runtime.CompilerServices;
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

    /// <summary>
    /// For every block: <see cref="FoldedBias"/> (channels of a block, lanes of a sum), zero but for the first lane, then significands and
    /// exponents (channels of a block); zero behind the last channel.
    /// </summary>
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

    /// <summary>int32 from one block's factors to the next one's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int FactorLanes<TTile>()
        where TTile : struct, IDenseTile => (TTile.SumLanes + 2) * TTile.Blocks.BlockChannels;

    public static long SizeBytes<TTile>(int channels)
        where TTile : struct, IDenseTile =>
        OutputStage.SizeBytes(sizeof(DenseWeights), channels) + ((long)Count(TTile.Blocks, channels) * FactorLanes<TTile>() * sizeof(int));

    /// <param name="step">Step that gets these at the start of its prepared bytes.</param>
    /// <param name="order">How the weights lie: the tile's own, or <see cref="WeightBlocks.SingleRows"/> when they are put elsewhere in it.</param>
    /// <param name="activation">Fused activation.</param>
    /// <param name="singleProduct">See <see cref="OutputStage.Write"/>.</param>
    public static void Write<TTile>(StepContext* step, WeightBlocks order, Activation activation, bool singleProduct)
        where TTile : struct, IDenseTile
    {
        ref var operand = ref step->Inputs[1];
        var (channels, depth, size) = (operand.Shape[0], order.DepthOf(operand.Shape), TTile.Blocks.BlockChannels);
        OutputStage.Write(step, sizeof(DenseWeights), channels, activation, singleProduct);
        var weights = (DenseWeights*)step->Prepared;
        weights->Limits = new AdvSimdLimits(&weights->Stage);
        weights->Weights = operand.As<sbyte>();
        weights->Factors = (int*)(step->Prepared + OutputStage.SizeBytes(sizeof(DenseWeights), channels));
        weights->Channels = channels;
        weights->Blocks = Count(TTile.Blocks, channels);
        weights->BlockBytes = (nint)order.BlockBytes(depth);
        weights->FullRange = new ReadOnlySpan<sbyte>(weights->Weights, checked((int)order.SizeBytes(operand.Shape))).Contains(sbyte.MinValue);
        new Span<int>(weights->Factors, checked(weights->Blocks * FactorLanes<TTile>())).Clear();
        for (var channel = 0; channel < channels; channel++)
        {
            var factors = weights->Factors + ((nint)channel / size * FactorLanes<TTile>());
            factors[channel % size * TTile.SumLanes] = FoldedBias.Of(step, channel, order.SumOf(weights->Weights, channel, depth));
            factors += (TTile.SumLanes * size) + (channel % size);
            (factors[0], factors[size]) = (weights->Stage.Multipliers[channel], weights->Stage.Shifts[channel]);
        }
    }
}
