namespace EdgeRuntime.Kernels;

/// <summary>What turns doubled sums of 32 channels into int8: by <see cref="FloatRescale"/>, or as <see cref="FactorsX64"/> says.</summary>
internal unsafe struct Avx512ColumnFactors
{
    public const int Channels = 32;

    /// <summary><see cref="FactorsX64"/>, first of all the doubled biases.</summary>
    public fixed int Whole[6 * Channels];

    public fixed float Scale[Channels];

    public fixed float Offset[Channels];

    /// <summary>Some channel has no <see cref="DepthwiseChannel.HasOneOffset"/>.</summary>
    public bool IsWhole;

    public static void Place(Avx512ColumnFactors* factors, int lane, in DepthwiseChannel channel)
    {
        FactorsX64.Place((byte*)factors->Whole, Channels, lane, channel.Bias, channel.Factor, channel.Stage->OutputZeroPoint);
        factors->IsWhole |= !channel.HasOneOffset(out var rescale);
        factors->Scale[lane] = rescale.Scale / 2;
        factors->Offset[lane] = rescale.Offset;
    }
}
