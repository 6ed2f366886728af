using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalFilterBankLogTests
{
    [Fact]
    public void FollowsTheNaturalLogarithm()
    {
        var random = new Random(3);
        // Samples of log2 are at most 224 / 65536 apart from the line, which is ln(2) * 1600 / 292 output steps, and two roundings.
        var x = Enumerable.Range(0, 500).Select(_ => (uint)random.NextInt64(2, 1L << random.Next(2, 30))).ToArray();
        var y = Log(1600, 2, x);
        for (var i = 0; i < x.Length; i++)
        {
            var expected = Math.Min(Math.Log(4.0 * x[i]) * 1600, short.MaxValue);
            Assert.True(Math.Abs(y[i] - expected) <= 5, $"{x[i]}: {y[i]}, not {expected}");
        }
    }

    [Fact]
    public void NothingAndOneAreZeroAndLargeOnesSaturate()
    {
        Assert.Equal([0, 0], Log(1600, 0, 0, 1));
        Assert.Equal([0], Log(1600, 31, 2));
        Assert.Equal([short.MaxValue], Log(1600, 0, uint.MaxValue));
    }

    private static short[] Log(int scale, int bits, params uint[] x) => Run<SignalFilterBankLog, short>(
        new SignalFilterBankLog { OutputScale = scale, InputCorrectionBits = bits }, TestTensor.Output<short>(new Shape(x.Length)),
        TestTensor.Of<uint>(new Shape(x.Length), x));
}
