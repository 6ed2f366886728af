using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class TanhTests
{
    private static double Exact(double x) => Math.Tanh(x);

    [Fact]
    public void FloatIsExactToSixDigits()
    {
        var x = TestTensor.Of<float>(new Shape(7), [-200, -10, -1, 0, 1, 10, 200]);
        MatchesFunction(default(Tanh), x, TestTensor.Output<float>(new Shape(7)), Exact, 1e-7);
    }

    [Theory]
    [InlineData(0.1f, 3)]
    [InlineData(0.0234f, -128)]
    [InlineData(1.3f, 127)]
    public void EightBitsAreWithinOneUnitOverAllValues(float scale, int zeroPoint)
    {
        MatchesFunction(default(Tanh), AllOf<sbyte>(scale, zeroPoint), TestTensor.Output<sbyte>(new Shape(256), 1f / 128, 0), Exact, 0.51);
        MatchesFunction(default(Tanh), AllOf<byte>(scale, zeroPoint + 128), TestTensor.Output<byte>(new Shape(256), 1f / 128, 128), Exact, 0.51);
    }

    [Fact]
    public void ValuesBeyondEightSaturate()
    {
        var x = TestTensor.Of<sbyte>(new Shape(3), [-128, 0, 127], 1, 0);
        Assert.Equal([-128, 0, 127], Run<Tanh, sbyte>(default, TestTensor.Output<sbyte>(new Shape(3), 1f / 128, 0), x));
    }

    [Theory]
    [InlineData(1f / 4096)]
    [InlineData(0.00031f)]
    [InlineData(0.0000071f)]
    public void SixteenBitsStayWithinTheTablesError(float scale)
    {
        var x = TestTensor.Of<short>(new Shape(6554), [.. Enumerable.Range(0, 6554).Select(i => (short)(-32768 + (10 * i)))], scale);
        MatchesFunction(default(Tanh), x, TestTensor.Output<short>(x.Info.Shape, 1f / 32768), Exact, 4);
    }

    [Fact]
    public void TheLawRefusesAnotherOutputRange()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1), [0], 1);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Tanh), [x], [TestTensor.Output<sbyte>(new Shape(1), 1f / 256, 0)]));
        Assert.Equal(FaultKind.Quantization, e.Kind);
    }
}
