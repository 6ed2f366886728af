using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What the kernels over columns know of a channel beside its weights when they prepare its factors.</summary>
/// <param name="stage">Zero point and limits of the output.</param>
/// <param name="bias"><see cref="FoldedBias"/>.</param>
/// <param name="factor">From sums to outputs.</param>
/// <param name="weightSum">Sum of its weights.</param>
/// <param name="magnitude">Sum of their magnitudes.</param>
internal readonly unsafe struct DepthwiseChannel(OutputStage* stage, int bias, QuantizedMultiplier factor, int weightSum, int magnitude)
{
    public readonly OutputStage* Stage = stage;

    public readonly int Bias = bias;

    public readonly int WeightSum = weightSum;

    /// <summary>No sum is larger in magnitude.</summary>
    public readonly long Bound = BoundOf(bias, magnitude);

    /// <summary>The nearest one that gives the same outputs and that kernels take.</summary>
    public readonly QuantizedMultiplier Factor = WithoutNothing(factor, BoundOf(bias, magnitude));

    public readonly SumRange Range = SumRange.Of(bias, weightSum, magnitude);

    /// <summary>Whether a <see cref="FloatRescale"/> with one offset is proved for it, and its limits are those of int8.</summary>
    public bool HasOneOffset(out FloatRescale rescale) =>
        FloatRescaleProof.TryFind(Factor, Stage, Range, out rescale) && rescale.Offset == rescale.NegativeOffset
        && (Stage->Min, Stage->Max) == ElementType.Int8.QuantizedRange();

    private static long BoundOf(int bias, int magnitude) => Math.Abs((long)bias) + (128L * magnitude);

    /// <summary>A factor that makes less than a quarter of any sum below the bound makes 0 of it: as well 0, with a shift that kernels take.</summary>
    private static QuantizedMultiplier WithoutNothing(QuantizedMultiplier factor, long bound) =>
        factor.Shift <= 0 && (Int128)bound * factor.Multiplier < Int128.One << (29 - factor.Shift) ? new(0, -1) : factor;
}
