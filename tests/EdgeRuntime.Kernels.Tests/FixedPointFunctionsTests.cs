namespace EdgeRuntime.Kernels.Tests;

/// <summary>The fixed-point functions against double precision.</summary>
public class FixedPointFunctionsTests
{
    private const double Q31 = 1L << 31;

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(5)]
    public void ExpOfNegativeValues(int integerBits)
    {
        var unit = Math.ScaleB(1, integerBits - 31);
        for (long x = int.MinValue; x <= 0; x += 1_234_567)
        {
            Assert.Equal(Math.Exp(x * unit), FixedPointExp.OnNegativeValues((int)x, integerBits) / Q31, 3e-7);
        }

        Assert.Equal(int.MaxValue, FixedPointExp.OnNegativeValues(0, integerBits));
    }

    [Fact]
    public void LogisticAndTanh()
    {
        var unit = Math.ScaleB(1, 4 - 31);
        for (long x = int.MinValue + 1; x <= int.MaxValue; x += 1_234_567)
        {
            Assert.Equal(1 / (1 + Math.Exp(-x * unit)), FixedPointSigmoid.Logistic((int)x, 4) / Q31, 1e-6);
            Assert.Equal(Math.Tanh(x * unit), FixedPointSigmoid.Tanh((int)x, 4) / Q31, 1e-6);
        }
    }

    [Fact]
    public void ReciprocalOfASum()
    {
        for (var x = 1 << 19; x > 0 && x < int.MaxValue - 7_654_321; x += 7_654_321)
        {
            var scale = FixedPointReciprocal.Of(x, 12, out var bitsOverUnit);
            Assert.Equal(Math.ScaleB(1, 19) / x, scale / Q31 / Math.ScaleB(1, bitsOverUnit), 1e-7);
        }
    }

    [Fact]
    public void LogarithmOfASum()
    {
        for (var x = 1L << 19; x < int.MaxValue; x += 3_456_789)
        {
            var log = FixedPointLog.Of((int)x, 12, 5) * Math.ScaleB(1, 5 - 31);
            Assert.Equal(Math.Log(x / Math.ScaleB(1, 19)), log, 1e-5);
        }
    }

    [Fact]
    public void ReciprocalSquareRoot()
    {
        for (var x = 1; x < 2_000_000_000; x += 1 + (x / 3))
        {
            var root = FixedPointRsqrt.Of(x);
            Assert.Equal(1, Math.ScaleB(root.Multiplier, root.Shift - 31) * Math.Sqrt(x), 2e-6);
        }
    }

    [Fact]
    public void SigmoidTableFollowsTheFunction()
    {
        Assert.Equal(256, SigmoidTable.Values.Length);
        for (var i = 0; i < 256; i++)
        {
            Assert.Equal(65536 / (1 + Math.Exp(-i / 24.0)), SigmoidTable.Values[i], 1.2);
        }
    }

    [Fact]
    public void SixteenBitTanhIsOddAndLogisticSymmetric()
    {
        var scaling = SigmoidScaling.PowerOfTwo(0);
        for (var x = 1; x <= short.MaxValue; x += 11)
        {
            Assert.InRange(Int16Sigmoid.Tanh(x, scaling) + Int16Sigmoid.Tanh(-x, scaling), -1, 1);
            Assert.InRange(Int16Sigmoid.Logistic(x, scaling) + Int16Sigmoid.Logistic(-x, scaling), 32767, 32769);
        }
    }
}
