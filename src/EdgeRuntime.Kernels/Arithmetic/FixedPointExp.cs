using System.Runtime.CompilerServices;

namespace EdgeRuntime.Kernels;

/// <summary>
/// exp(x) for x at most 0 in 32-bit fixed point: x as Q(m).(31-m), the result as Q0.31, where 1 is stored as 2^31 - 1.
/// Exponential of the gemmlowp fixed-point library (its <c>fixedpoint</c> documentation), as the integer-only inference of
/// Jacob et al. 2018 (section 2.1) uses it: x = -remainder + a with a in [-1/4, 0), a Taylor polynomial around -1/8 for exp(a),
/// then one multiplication by exp(-2^k) for every set bit k of the remainder.
/// </summary>
public static class FixedPointExp
{
    /// <summary>exp(-1/8) and 1/3 as Q0.31.</summary>
    private const int ExpMinusEighth = 1895147668, OneThird = 715827883;

    /// <summary>Bits of the remainder that carry a factor: 2^-2 .. 2^4.</summary>
    private const int SmallestExponent = -2;

    /// <summary>exp(-2^k) as Q0.31, k = -2 .. 4.</summary>
    private static ReadOnlySpan<int> Factors => [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    /// <param name="x">At most 0, <paramref name="integerBits"/> bits before the point.</param>
    /// <param name="integerBits">0..5.</param>
    public static int OnNegativeValues(int x, int integerBits)
    {
        if (x == 0)
        {
            return int.MaxValue;
        }

        var fractionalBits = 31 - integerBits;
        var quarter = 1 << (fractionalBits - 2);
        var withinQuarter = (x & (quarter - 1)) - quarter;
        var result = OnLastQuarter(FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(withinQuarter, integerBits));
        var remainder = withinQuarter - x;
        for (var k = 0; k < Factors.Length; k++)
        {
            var exponent = SmallestExponent + k;
            if (exponent < integerBits && (remainder & (1 << (fractionalBits + exponent))) != 0)
            {
                result = FixedPoint.SaturatingRoundingDoublingHighMul(result, Factors[k]);
            }
        }

        return result;
    }

    /// <summary>exp(a), a in [-1/4, 0), both Q0.31: degree 4 around -1/8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int OnLastQuarter(int a)
    {
        var x = a + (1 << 28);
        var x2 = FixedPoint.SaturatingRoundingDoublingHighMul(x, x);
        var x3 = FixedPoint.SaturatingRoundingDoublingHighMul(x2, x);
        var x4 = FixedPoint.SaturatingRoundingDoublingHighMul(x2, x2);

        // ((x^4 / 4 + x^3) / 3 + x^2) / 2 = x^4 / 24 + x^3 / 6 + x^2 / 2
        var cubicAndQuartic = FixedPoint.SaturatingRoundingDoublingHighMul(FixedPoint.RoundingDivideByPowerOfTwo(x4, 2) + x3, OneThird);
        var tail = FixedPoint.RoundingDivideByPowerOfTwo(cubicAndQuartic + x2, 1);
        return ExpMinusEighth + FixedPoint.SaturatingRoundingDoublingHighMul(ExpMinusEighth, x + tail);
    }
}
