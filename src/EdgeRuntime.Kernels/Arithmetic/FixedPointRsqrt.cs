using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// 1 / sqrt(x) of an integer as multiplier * 2^(shift - 31): five Newton-Raphson steps y := 3/2 y - x/2 y^3 from 1 in Q3.28, on x
/// normalised by an even shift. As the TensorFlow Lite reference defines it.
/// </summary>
public static class FixedPointRsqrt
{
    /// <summary>1 and 3/2 as Q3.28.</summary>
    private const int OneQ3 = 1 << 28, ThreeHalvesQ3 = OneQ3 + (OneQ3 >> 1);

    /// <summary>sqrt(2) / 2 as Q0.31.</summary>
    private const int HalfSqrt2 = 1518500250;

    /// <param name="x">At least 0; 0 is taken for 1.</param>
    public static QuantizedMultiplier Of(int x)
    {
        if (x <= 1)
        {
            return new(int.MaxValue, 0);
        }

        var rightShift = 11;
        while (x >= 1 << 29)
        {
            x /= 4;
            rightShift++;
        }

        var shiftPairs = ((BitOperations.LeadingZeroCount((uint)x) - 1) / 2) - 1;
        rightShift -= shiftPairs;
        x <<= 2 * shiftPairs;

        var halfX = FixedPoint.RoundingDivideByPowerOfTwo(x >> 1, 1);
        var y = OneQ3;
        for (var i = 0; i < 5; i++)
        {
            // Products of Q3 factors gain 3 integer bits each; the cube is Q9.
            var cube = FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(Mul(Mul(y, y), y), 6);
            y = FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(Mul(ThreeHalvesQ3, y) - Mul(halfX, cube), 3);
        }

        var multiplier = Mul(y, HalfSqrt2);
        return rightShift < 0 ? new(multiplier << -rightShift, 0) : new(multiplier, -rightShift);
    }

    private static int Mul(int a, int b) => FixedPoint.SaturatingRoundingDoublingHighMul(a, b);
}
