namespace EdgeRuntime.Kernels;

/// <summary>
/// Logistic and tanh in 32-bit fixed point: x as Q(m).(31-m), the result as Q0.31. Both follow from the exponential of -|x|
/// (gemmlowp fixed-point library; Jacob et al. 2018, section 2.1).
/// </summary>
public static class FixedPointSigmoid
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    public static int Logistic(int x, int integerBits)
    {
        if (x == 0)
        {
            return 1 << 30;
        }

        var positive = FixedPointReciprocal.OneOverOnePlus(FixedPointExp.OnNegativeValues(x > 0 ? -x : x, integerBits));
        return x > 0 ? positive : int.MaxValue - positive;
    }

    /// <summary>(1 - exp(-2x)) / (1 + exp(-2x)); <paramref name="integerBits"/> at most 4.</summary>
    public static int Tanh(int x, int integerBits)
    {
        if (x == 0)
        {
            return 0;
        }

        // -2|x|: the same bits, read with one integer bit more.
        var magnitude = FixedPointReciprocal.OneMinusOverOnePlus(FixedPointExp.OnNegativeValues(x > 0 ? -x : x, integerBits + 1));
        return x > 0 ? magnitude : -magnitude;
    }
}
