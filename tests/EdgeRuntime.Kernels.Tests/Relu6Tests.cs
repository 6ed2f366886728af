using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class Relu6Tests
{
    private static double Exact(double x) => Math.Clamp(x, 0, 6);

    [Fact]
    public void FloatsAreClamped()
    {
        var x = TestTensor.Of<float>(new Shape(4), [-1, 0.25f, 6, 7]);
        Assert.Equal([0, 0.25f, 6, 6], Run<Relu6, float>(default, TestTensor.Output<float>(new Shape(4)), x));
    }

    [Fact]
    public void IntegersRescaleAndClamp()
    {
        MatchesFunction(default(Relu6), AllOf<sbyte>(0.1f, 3), TestTensor.Output<sbyte>(new Shape(256), 0.06f, -100), Exact, Tolerance);
        MatchesFunction(default(Relu6), AllOf<byte>(0.1f, 130), TestTensor.Output<byte>(new Shape(256), 0.03f, 9), Exact, Tolerance);
        MatchesFunction(default(Relu6), TestTensor.Random<short>(new Random(1), new Shape(256), 0.0005f), TestTensor.Output<short>(new Shape(256), 0.0003f), Exact, Tolerance);
    }
}
