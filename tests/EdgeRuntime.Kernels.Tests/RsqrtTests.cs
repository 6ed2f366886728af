using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class RsqrtTests
{
    [Fact]
    public void FloatsFollowTheFormula()
    {
        var x = TestTensor.Of<float>(new Shape(3), [4, 0.25f, 1e10f]);
        MatchesFunction(default(Rsqrt), x, TestTensor.Output<float>(new Shape(3)), v => 1 / Math.Sqrt(v), 1e-6);
    }

    [Fact]
    public void IntegersAboveZeroAreWithinOneUnitAndOthersSaturate()
    {
        static double Exact(double x) => x <= 0 ? 1e9 : 1 / Math.Sqrt(x);
        MatchesFunction(default(Rsqrt), AllOf<sbyte>(0.1f, -128), TestTensor.Output<sbyte>(new Shape(256), 0.013f, -128), Exact, Tolerance);
        MatchesFunction(default(Rsqrt), AllOf<byte>(0.3f, 20), TestTensor.Output<byte>(new Shape(256), 0.008f, 3), Exact, Tolerance);
        MatchesFunction(default(Rsqrt), TestTensor.Random<short>(new Random(4), new Shape(999), 0.01f), TestTensor.Output<short>(new Shape(999), 0.0002f), Exact, 1);
    }
}
