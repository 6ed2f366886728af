using System.Numerics;
using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalRfftTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    public void FollowsTheFourierTransform(int length)
    {
        var random = new Random(length);
        var samples = Math.Max(1, length - random.Next(length / 2));
        var x = new short[2 * samples];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = (short)random.Next(-32000, 32000);
        }

        var actual = Run<SignalRfft, short>(
            new SignalRfft { FftLength = length }, TestTensor.Output<short>(new Shape(2, length + 2)), TestTensor.Of<short>(new Shape(2, samples), x));

        // Each of log2(length) / 2 + 1 stages rounds every value, and scales by 8191 / 32768 instead of 1 / 4.
        var stages = (BitOperations.Log2((uint)length) / 2) + 2;
        for (var line = 0; line < 2; line++)
        {
            for (var f = 0; f <= length / 2; f++)
            {
                var expected = Enumerable.Range(0, samples).Aggregate(Complex.Zero, (sum, t) =>
                    sum + (x[(line * samples) + t] * Complex.FromPolarCoordinates(1, -2 * Math.PI * f * t / length))) / length;
                var at = (line * (length + 2)) + (2 * f);
                var error = (new Complex(actual[at], actual[at + 1]) - expected).Magnitude;
                Assert.True(error <= (stages * 1.5) + (stages * 0.0002 * expected.Magnitude), $"line {line}, frequency {f}: {expected} and {actual[at]}, {actual[at + 1]}");
            }
        }
    }

    [Fact]
    public void AConstantIsAllAtFrequencyZero()
    {
        // 8192 * 8191 / 32768 = 2047.75 in the stage of fours, then the halves: (2048 * 16383 + 16384) / 32768 = 1024, twice.
        var y = Run<SignalRfft, short>(new SignalRfft { FftLength = 4 }, TestTensor.Output<short>(new Shape(6)), TestTensor.Of<short>(new Shape(4), [8192, 8192, 8192, 8192]));
        Assert.Equal([8192, 0, 0, 0, 0, 0], y.Select((v, i) => i == 0 ? (int)(Math.Round(v / 8.0) * 8) : v));
    }

    [Fact]
    public void TheLawWantsAPowerOfTwoThatHoldsTheSamples()
    {
        var x = TestTensor.Of<short>(new Shape(5), new short[5]);
        Assert.Throws<LawException>(() => StepRunner.Run(new SignalRfft { FftLength = 4 }, [x], [TestTensor.Output<short>(new Shape(6))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new SignalRfft { FftLength = 12 }, [x], [TestTensor.Output<short>(new Shape(14))]));
    }
}
