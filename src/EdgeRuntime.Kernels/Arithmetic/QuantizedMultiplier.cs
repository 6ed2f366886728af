namespace EdgeRuntime.Kernels;

/// <summary>A positive real factor as significand * 2^(exponent - 31), significand in [2^30, 2^31).</summary>
public readonly record struct QuantizedMultiplier(int Multiplier, int Shift)
{
    /// <summary>
    /// From a real factor, as the TensorFlow Lite reference quantizes one: significand rounded half away from zero;
    /// below 2^-31 becomes 0; above 2^30 saturates.
    /// </summary>
    public static QuantizedMultiplier From(double real)
    {
        if (real == 0)
        {
            return new(0, 0);
        }

        var (fraction, shift) = Split(real);
        var significand = (long)Math.Round(fraction * (1L << 31), MidpointRounding.AwayFromZero);
        if (significand == 1L << 31)
        {
            significand /= 2;
            shift++;
        }

        if (shift < -31)
        {
            return new(0, 0);
        }

        return shift > 30 ? new(int.MaxValue, 30) : new((int)significand, shift);
    }

    /// <summary>frexp: value = fraction * 2^exponent with |fraction| in [0.5, 1). Exact, so the same on every host.</summary>
    private static (double Fraction, int Exponent) Split(double value)
    {
        var exponent = Math.ILogB(value) + 1;
        return (Math.ScaleB(value, -exponent), exponent);
    }
}
