using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class HardSwishTests
{
    private static double Exact(double x) => x * Math.Clamp(x + 3, 0, 6) / 6;

    [Fact]
    public void FloatsFollowTheFormula() =>
        MatchesFunction(default(HardSwish), TestTensor.Random<float>(new Random(1), new Shape(100)), TestTensor.Output<float>(new Shape(100)), Exact, 1e-6);

    [Theory]
    [InlineData(0.05f, 0, 0.04f, -100)]
    [InlineData(0.11f, -30, 0.1f, -120)]
    [InlineData(0.01f, 127, 0.0021f, 50)]
    [InlineData(1.5f, 0, 1.5f, 0)]
    public void EightBitsAreCloseOverAllValues(float scale, int zeroPoint, float outputScale, int outputZeroPoint)
    {
        // 16-bit intermediate values leave an error of a few units of 2^-15 of the input's range.
        MatchesFunction(default(HardSwish), AllOf<sbyte>(scale, zeroPoint), TestTensor.Output<sbyte>(new Shape(256), outputScale, outputZeroPoint), Exact, 1.01);
        MatchesFunction(default(HardSwish), AllOf<byte>(scale, zeroPoint + 128), TestTensor.Output<byte>(new Shape(256), outputScale, outputZeroPoint + 128), Exact, 1.01);
    }

    [Fact]
    public void TheLawRefusesAnOutputScaleFarBelowTheInputs()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1), [0], 1);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(HardSwish), [x], [TestTensor.Output<sbyte>(new Shape(1), 1f / 256)]));
        Assert.Equal(FaultKind.Quantization, e.Kind);
    }
}
