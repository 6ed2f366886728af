using EdgeRuntime.Model;

namespace EdgeRuntime.Inference.Tests;

public class StepCostTests
{
    [Theory]
    [InlineData(999, 100, 2, StepCost.NeverShared)]
    [InlineData(1e9, 1, 4, StepCost.NeverShared)]
    [InlineData(1e9, 100, 1, StepCost.NeverShared)]
    [InlineData(1_000, 2, 2, 4)]
    [InlineData(11_999, 100, 2, 3)]
    [InlineData(12_000, 100, 4, 2)]
    [InlineData(1e9, 100, 64, 1)]
    public void TheLongerAStepTheSoonerItIsShared(double nanoseconds, int units, int threads, int expected) =>
        Assert.Equal(expected, StepCost.SharedFrom(nanoseconds, units, threads));

    [Fact]
    public void FasterKernelsAreExpectedToTakeLess()
    {
        var costs = new[] { "Reference", "AdvSimd", "Dp", "Avx2", "Avx512" }
            .Select(isa => StepCost.Nanoseconds(isa, OpCode.Conv2D, 1_000_000, 1000)).ToArray();
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.True(StepCost.Nanoseconds("Dp", OpCode.DepthwiseConv2D, 1_000_000, 1000) > StepCost.Nanoseconds("Dp", OpCode.Conv2D, 1_000_000, 1000));
    }
}
