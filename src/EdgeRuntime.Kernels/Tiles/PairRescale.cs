namespace EdgeRuntime.Kernels;

/// <summary>
/// The short form of rescaling, by channel, for sums that are known to be small. With s the bits to shift right, the upper half of
/// 2 * sum * multiplier + 2^31 + 2^32 * (2^(s - 1) + 2^s * zeroPoint) is what the doubling high product gives, with the second rounding
/// and the zero point added. One less for negative sums makes ties go away from zero (a negative sum whose product rounds to 0 stays 0),
/// and a shift ends it.
/// </summary>
internal unsafe struct PairRescale
{
    /// <summary>(channels, then zeros): significands of the odd channels, one place before their own.</summary>
    public int* Odd;

    /// <summary>(channels / 2) of 64 bits, for the even channels.</summary>
    public long* EvenRounding;

    /// <summary>(channels / 2) of 64 bits, for the odd channels.</summary>
    public long* OddRounding;

    /// <summary>(channels, then ones), in the place of the stage's shifts.</summary>
    public int* Right;

    public static long SizeBytes(int channels) => 3L * Elements(channels) * sizeof(int);

    /// <summary>
    /// Lays out what <paramref name="stage"/> says; its multipliers and shifts were accepted by <see cref="Accepts"/>. The shifts change their
    /// sign: nothing reads them in the other form any more.
    /// </summary>
    public static PairRescale Write(OutputStage* stage, int channels, int* memory)
    {
        var elements = Elements(channels);
        var rescale = new PairRescale
        {
            Odd = memory,
            EvenRounding = (long*)(memory + elements),
            OddRounding = (long*)(memory + (2 * elements)),
            Right = stage->Shifts,
        };
        for (var channel = 0; channel < elements; channel++)
        {
            var known = channel < channels;
            rescale.Right[channel] = known ? -stage->Shifts[channel] : 1;
            rescale.Odd[channel] = channel % 2 == 0 && channel + 1 < channels ? stage->Multipliers[channel + 1] : 0;
            var rounding = known ? Rounding(stage, rescale.Right[channel]) : 1L << 31;
            (channel % 2 == 0 ? rescale.EvenRounding : rescale.OddRounding)[channel / 2] = rounding;
        }

        return rescale;
    }

    /// <summary>
    /// Whether the short form is exact for a channel whose sums lie in the <paramref name="range"/>. A factor that turns all of them into 0 is
    /// replaced by 0, and then they may as well overflow.
    /// </summary>
    public static bool Accepts(OutputStage* stage, int channel, SumRange range)
    {
        var factor = new QuantizedMultiplier(stage->Multipliers[channel], stage->Shifts[channel]);
        if (factor.Multiplier == 0 || IsZeroPoint(stage, factor, range))
        {
            (stage->Multipliers[channel], stage->Shifts[channel]) = (0, -1);
            return true;
        }

        return factor.Shift is < 0 and >= -31 && range.Largest < 1 << 30 && range.Largest + Math.Abs(Offset(stage, -factor.Shift)) < int.MaxValue;
    }

    private static bool IsZeroPoint(OutputStage* stage, QuantizedMultiplier factor, SumRange range) =>
        factor.Shift <= 0 && range.Largest < int.MaxValue && stage->OutputZeroPoint == stage->ValueOf(factor, (int)range.Lowest)
        && stage->OutputZeroPoint == stage->ValueOf(factor, (int)range.Highest);

    /// <summary>What is added to the product: a half, and above it the second rounding and the zero point.</summary>
    public static long Rounding(OutputStage* stage, int right) => (Offset(stage, right) << 32) + (1L << 31);

    private static long Offset(OutputStage* stage, int right) => (1L << (right - 1)) + ((long)stage->OutputZeroPoint << right);

    private static int Elements(int channels) => OutputStage.Capacity(channels) / 2 * 2;
}
