using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Natural logarithm in 32-bit fixed point, as the TensorFlow Lite reference's log-softmax defines it: x = 2^n r with r near
/// sqrt(sqrt(1/2)), log x = n log 2 + log r, and for log r a rational approximation (degree 3 over degree 2) around that point.
/// Two normalisations, one of them of x sqrt(1/2), are compared so that r stays within a quarter octave.
/// </summary>
public static class FixedPointLog
{
    /// <summary>log 2, sqrt(1/2) and sqrt(sqrt(1/2)) as Q0.31.</summary>
    private const int Log2 = 1488522236, SqrtHalf = 1518500250, FourthRootHalf = 1805811301;

    /// <summary>
    /// With s = 2^(1/4), as Q0.31: 11/240 s, s/20, 2/s - s, s/4. The coefficients of the rational approximation.
    /// </summary>
    private const int AlphaN = 117049297, AlphaD = 127690142, AlphaI = 1057819769, AlphaF = 638450708;

    /// <summary>log x for x of at least 1, given as Q(<paramref name="inputBits"/>), as Q(<paramref name="outputBits"/>).</summary>
    /// <param name="x">Above 0.</param>
    /// <param name="inputBits">Integer bits of x.</param>
    /// <param name="outputBits">Integer bits of the result; enough for the log of the largest x.</param>
    public static int Of(int x, int inputBits, int outputBits)
    {
        // One bit of headroom more than the result needs: the sum of the two terms may be larger than either.
        var sumBits = outputBits + 1;
        var quarter = 1 << (29 - sumBits);

        var headroomA = BitOperations.LeadingZeroCount((uint)x);
        var normalA = FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(x, headroomA - 1);
        var ratioA = FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(Mul(normalA, SqrtHalf), 1);
        var exponentA = SaturatingAdd(FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(inputBits - headroomA, 31 - sumBits), quarter);

        var headroomB = BitOperations.LeadingZeroCount((uint)Mul(x, SqrtHalf)) - 1;
        var ratioB = FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(x, headroomB);
        var exponentB = SaturatingAdd(FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(inputBits - headroomB, 31 - sumBits), -quarter);

        var logarithm = LogOfRatio(Math.Min(ratioA, ratioB), sumBits) + Mul(Math.Max(exponentA, exponentB), Log2);
        return FixedPoint.SaturatingRoundingMultiplyByPowerOfTwo(logarithm, sumBits - outputBits);
    }

    /// <summary>log(r / sqrt(sqrt(1/2))), r as Q0.31, the result as Q(<paramref name="sumBits"/>).</summary>
    private static int LogOfRatio(int r, int sumBits)
    {
        var p = FixedPoint.RoundingHalfSum(r, FourthRootHalf);
        var q = 2 * (r - FourthRootHalf);
        var q2 = Mul(q, q);
        var numerator = Mul(q, r) + Mul(Mul(q, q2), AlphaN);
        var denominatorMinusOne = Mul(p, AlphaI + q + Mul(AlphaD, q2)) + Mul(AlphaF, q);
        return Mul(FixedPoint.RoundingDivideByPowerOfTwo(numerator, sumBits), FixedPointReciprocal.OneOverOnePlus(denominatorMinusOne));
    }

    private static int Mul(int a, int b) => FixedPoint.SaturatingRoundingDoublingHighMul(a, b);

    private static int SaturatingAdd(int a, int b) => (int)Math.Clamp((long)a + b, int.MinValue, int.MaxValue);
}
