namespace EdgeRuntime.Kernels;

/// <summary>Between what a channel's sums lie, whatever the int8 inputs are.</summary>
/// <param name="Lowest">bias - 128 * positive weights + 127 * negative weights.</param>
/// <param name="Highest">bias + 127 * positive weights - 128 * negative weights.</param>
internal readonly record struct SumRange(long Lowest, long Highest)
{
    /// <summary>In magnitude.</summary>
    public long Largest => Math.Max(Math.Abs(Lowest), Math.Abs(Highest));

    /// <param name="bias"><see cref="FoldedBias"/>.</param>
    /// <param name="weightSum">Sum of the channel's weights.</param>
    /// <param name="magnitude">Sum of their magnitudes.</param>
    public static SumRange Of(int bias, int weightSum, long magnitude)
    {
        var (positive, negative) = ((magnitude + weightSum) / 2, (magnitude - weightSum) / 2);
        return new(bias - (128 * positive) - (127 * negative), bias + (127 * positive) + (128 * negative));
    }
}
