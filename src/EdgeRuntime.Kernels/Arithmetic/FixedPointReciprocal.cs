using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Division in 32-bit fixed point by Newton-Raphson: three steps x := x + x (1 - d x) from the estimate 48/17 - 32/17 d, with the
/// half denominator d in [1/2, 1). From the gemmlowp fixed-point library's documentation.
/// </summary>
public static class FixedPointReciprocal
{
    /// <summary>48/17, -32/17 and 1 as Q2.29.</summary>
    private const int FortyEightOver17 = 1515870810, Minus32Over17 = -1010580540, OneQ2 = 1 << 29;

    /// <summary>1 / (1 + a), a in [0, 1]; both Q0.31.</summary>
    public static int OneOverOnePlus(int a) =>
        FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(ReciprocalOfHalf(a), 1);

    /// <summary>(1 - a) / (1 + a), a in [0, 1]; both Q0.31.</summary>
    public static int OneMinusOverOnePlus(int a) =>
        FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(ReciprocalOfHalf(a) - OneQ2, 2);

    /// <summary>1 / x for x above 0 as Q(<paramref name="integerBits"/>): the result is scale / 2^bitsOverUnit, scale as Q0.31.</summary>
    public static int Of(int x, int integerBits, out int bitsOverUnit)
    {
        var headroomPlusOne = BitOperations.LeadingZeroCount((uint)x);
        bitsOverUnit = integerBits - headroomPlusOne;

        // Shifted until its highest bit is the unit, x is 1 + the rest.
        return OneOverOnePlus((int)(((uint)x << headroomPlusOne) - (1u << 31)));
    }

    /// <summary>2 / (1 + a) as Q2.29.</summary>
    private static int ReciprocalOfHalf(int a)
    {
        var halfDenominator = FixedPoint.RoundingHalfSum(a, int.MaxValue);
        var x = FortyEightOver17 + FixedPoint.SaturatingRoundingDoublingHighMul(halfDenominator, Minus32Over17);
        for (var i = 0; i < 3; i++)
        {
            var error = OneQ2 - FixedPoint.SaturatingRoundingDoublingHighMul(halfDenominator, x);

            // Q2 * Q2 is Q4; back to Q2.
            x += FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(FixedPoint.SaturatingRoundingDoublingHighMul(x, error), 2);
        }

        return x;
    }
}
