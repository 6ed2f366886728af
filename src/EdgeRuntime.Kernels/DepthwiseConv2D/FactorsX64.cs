namespace EdgeRuntime.Kernels;

/// <summary>
/// What turns doubled sums of a block of channels into int8 on x64: arrays of as many int32 as the block has channels, in the order of lanes:
/// doubled biases; multipliers; multipliers of odd lanes one lane down; 64-bit addends of even lanes; of odd lanes; right shifts.
/// <para>
/// With m the multiplier, s the right shift, at least 1, and z the output zero point, double rounding of a sum x is
/// floor((2xm + 2^31) / 2^32) = h, then floor((h + 2^(s-1) - [x &lt; 0]) / 2^s), plus z. All that is added before the last shift but the sign goes
/// into one addend: 2^31 + 2^32 * (2^(s-1) + z * 2^s). h = 0 with a negative x comes out right too, as then 2^(s-1) - 1 is not negative.
/// </para>
/// </summary>
internal static unsafe class FactorsX64
{
    private const int MaxShift = 23;

    public static int SizeBytes(int blockChannels) => 6 * blockChannels * sizeof(int);

    /// <summary>Nothing overflows 32 bits: doubled sums, and what the last shift takes, at most 2^29 + 2^22 + 128 * 2^23 in magnitude.</summary>
    public static bool Covers(long bound, QuantizedMultiplier factor) => bound < 1 << 29 && factor.Shift is < 0 and >= -MaxShift;

    public static void Place(byte* factors, int blockChannels, int lane, int bias, QuantizedMultiplier factor, int outputZeroPoint)
    {
        var lanes = (int*)factors;
        lanes[lane] = 2 * bias;
        lanes[blockChannels + lane] = factor.Multiplier;
        lanes[(2 * blockChannels) + (lane & ~1)] = lane % 2 == 1 ? factor.Multiplier : lanes[(2 * blockChannels) + lane];
        var addends = (long*)(lanes + (3 * blockChannels)) + (lane % 2 * blockChannels / 2);
        addends[lane / 2] = (1L << 31) + ((1L << (31 - factor.Shift)) + ((long)outputZeroPoint << (32 - factor.Shift)));
        lanes[(5 * blockChannels) + lane] = -factor.Shift;
    }
}
