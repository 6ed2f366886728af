using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>What turns sums of eight channels, times 256, into int8: by <see cref="FloatRescale"/>, or as <see cref="FactorsX64"/> says.</summary>
internal unsafe struct Avx2ColumnFactors
{
    public const int Channels = 8;

    /// <summary>Binary places of the sums; x stands in the upper half of 16 bits.</summary>
    public const int Shift = 8;

    /// <summary>Times 256.</summary>
    public fixed int Bias[Channels];

    public fixed float Scale[Channels];

    public fixed float Offset[Channels];

    /// <summary>Some channel has no <see cref="FloatRescale"/> with one offset, or limits of its own.</summary>
    public bool IsWhole;

    /// <summary><see cref="FactorsX64"/> for sums times 2; its biases are not read.</summary>
    public fixed int Whole[6 * Channels];

    /// <summary>Sums times 256 stay within 32 bits, or no sum matters.</summary>
    public static bool Covers(in DepthwiseChannel channel) =>
        IsConstant(channel) || (channel.Bound < 1 << (31 - Shift) && FactorsX64.Covers(channel.Bound, channel.Factor));

    public static void Place(Avx2ColumnFactors* factors, int lane, in DepthwiseChannel channel)
    {
        var stage = channel.Stage;
        var (factor, zeroPoint) = (channel.Factor, stage->OutputZeroPoint);
        if (IsConstant(channel))
        {
            // Its sums may overflow, so that they must meet a zero.
            (factor, zeroPoint) = (new(0, -1), stage->ValueOf(channel.Factor, (int)channel.Range.Lowest));
        }

        FactorsX64.Place((byte*)factors->Whole, Channels, lane, channel.Bias, factor, zeroPoint);
        var found = FloatRescaleProof.TryFind(channel.Factor, stage, channel.Range, out var rescale);
        factors->Bias[lane] = channel.Bias << Shift;
        factors->Scale[lane] = rescale.Scale / (1 << Shift);
        factors->Offset[lane] = rescale.Offset;
        factors->IsWhole |= !found || rescale.Offset != rescale.NegativeOffset
            || (stage->Min, stage->Max) != ElementType.Int8.QuantizedRange();
    }

    /// <summary>All sums give the same output.</summary>
    private static bool IsConstant(in DepthwiseChannel channel) =>
        channel.Range.Lowest >= int.MinValue && channel.Range.Highest <= int.MaxValue && channel.Factor.Shift <= 0
        && channel.Stage->ValueOf(channel.Factor, (int)channel.Range.Lowest) == channel.Stage->ValueOf(channel.Factor, (int)channel.Range.Highest);
}
