namespace EdgeRuntime.Kernels;

/// <summary>What turns sums of eight channels, times 2^shift, into int8: by <see cref="FloatRescale"/>, or as <see cref="FactorsX64"/> says.</summary>
internal unsafe struct Avx2ColumnFactors
{
    public const int Channels = 8;

    /// <summary>Times 2^shift, and less what x is given beside its value.</summary>
    public fixed int Bias[Channels];

    public fixed float Scale[Channels];

    public fixed float Offset[Channels];

    /// <summary>Some channel has no <see cref="DepthwiseChannel.HasOneOffset"/>.</summary>
    public bool IsWhole;

    /// <summary><see cref="FactorsX64"/> for sums times 2; its biases are not read.</summary>
    public fixed int Whole[6 * Channels];

    /// <summary>Sums times 2^<paramref name="shift"/> stay within 32 bits, or no sum matters.</summary>
    public static bool Covers(in DepthwiseChannel channel, int shift) =>
        IsConstant(channel) || (channel.Bound < 1L << (31 - shift) && FactorsX64.Covers(channel.Bound, channel.Factor));

    /// <param name="factors">Of the channel's register.</param>
    /// <param name="lane">Of the channel in it.</param>
    /// <param name="channel">What is known of it.</param>
    /// <param name="shift">Binary places of the sums.</param>
    /// <param name="xOffset">What x is given beside its value.</param>
    public static void Place(Avx2ColumnFactors* factors, int lane, in DepthwiseChannel channel, int shift, int xOffset)
    {
        var stage = channel.Stage;
        var (factor, zeroPoint) = (channel.Factor, stage->OutputZeroPoint);
        if (IsConstant(channel))
        {
            // Its sums may overflow, so that they must meet a zero.
            (factor, zeroPoint) = (new(0, -1), stage->ValueOf(channel.Factor, (int)channel.Range.Lowest));
        }

        FactorsX64.Place((byte*)factors->Whole, Channels, lane, channel.Bias, factor, zeroPoint);
        factors->IsWhole |= !channel.HasOneOffset(out var rescale);
        factors->Bias[lane] = (channel.Bias - (xOffset * channel.WeightSum)) << shift;
        factors->Scale[lane] = rescale.Scale / (1 << shift);
        factors->Offset[lane] = rescale.Offset;
    }

    /// <summary>All sums give the same output.</summary>
    private static bool IsConstant(in DepthwiseChannel channel) =>
        channel.Range.Lowest >= int.MinValue && channel.Range.Highest <= int.MaxValue && channel.Factor.Shift <= 0
        && channel.Stage->ValueOf(channel.Factor, (int)channel.Range.Lowest) == channel.Stage->ValueOf(channel.Factor, (int)channel.Range.Highest);
}
