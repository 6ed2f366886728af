using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class LeakyReluTests
{
    [Theory]
    [InlineData(0.2f)]
    [InlineData(0)]
    [InlineData(-0.5f)]
    [InlineData(1.7f)]
    public void EveryTypeIsWithinOneUnitOfTheRealValue(float alpha)
    {
        var record = new LeakyRelu { Alpha = alpha };
        MatchesFunction(record, TestTensor.Random<float>(new Random(1), new Shape(100)), TestTensor.Output<float>(new Shape(100)), Exact, 1e-6);
        MatchesFunction(record, AllOf<sbyte>(0.1f, 3), TestTensor.Output<sbyte>(new Shape(256), 0.06f, -10), Exact, Tolerance);
        MatchesFunction(record, AllOf<byte>(0.1f, 130), TestTensor.Output<byte>(new Shape(256), 0.03f, 99), Exact, Tolerance);
        MatchesFunction(record, TestTensor.Random<short>(new Random(2), new Shape(2500), 0.0005f), TestTensor.Output<short>(new Shape(2500), 0.0006f), Exact, Tolerance);

        double Exact(double x) => x >= 0 ? x : alpha * x;
    }

    [Fact]
    public void TheLawRefusesASlopeThatIsNoNumber()
    {
        var x = TestTensor.Of<float>(new Shape(1), [1]);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(new LeakyRelu { Alpha = float.NaN }, [x], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
