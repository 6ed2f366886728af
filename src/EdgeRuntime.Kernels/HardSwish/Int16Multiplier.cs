namespace EdgeRuntime.Kernels;

/// <summary>A positive factor as a 15-bit significand: multiplier / 2^15 * 2^exponent.</summary>
internal readonly record struct Int16Multiplier(short Multiplier, int Exponent)
{
    /// <summary>Of a real factor, through the 31-bit significand of <see cref="QuantizedMultiplier"/>, rounded.</summary>
    public static Int16Multiplier From(double real)
    {
        var wide = QuantizedMultiplier.From(real);
        var narrow = wide.Multiplier >= int.MaxValue - (1 << 15) ? short.MaxValue : (wide.Multiplier + (1 << 15)) >> 16;
        return new((short)narrow, wide.Shift);
    }

    /// <summary>High 16 bits of 2ab, rounded; saturates where both are -2^15.</summary>
    public static short RoundingHighMul(short a, short b)
    {
        if (a == short.MinValue && b == short.MinValue)
        {
            return short.MaxValue;
        }

        var product = a * b;
        return (short)((product + (product >= 0 ? 1 << 14 : 1 - (1 << 14))) / (1 << 15));
    }

    /// <summary>
    /// x times the factor, saturated to 16 bits. The last bit of a left shift follows the multiplication, so that a saturation before it
    /// cannot show in a result that fits.
    /// </summary>
    public short SaturatingScale(short x)
    {
        if (Exponent <= 0)
        {
            return (short)FixedPoint.RoundingDivideByPowerOfTwo(RoundingHighMul(x, Multiplier), -Exponent);
        }

        return Saturate((long)RoundingHighMul(Saturate((long)x << (Exponent - 1)), Multiplier) << 1);
    }

    private static short Saturate(long value) => (short)Math.Clamp(value, short.MinValue, short.MaxValue);
}
