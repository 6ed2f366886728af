using EdgeRuntime.Model;

namespace EdgeRuntime.Inference.Tests;

public class StepCostTests
{
    [Theory]
    [InlineData(5_999, 100, 4, 0)]
    [InlineData(1e9, 1, 4, 0)]
    [InlineData(1e9, 100, 1, 0)]
    [InlineData(6_000, 7, 2, 2)]
    [InlineData(6_000, 100, 4, 25)]
    [InlineData(1e9, 100, 2, 13)]
    [InlineData(1e9, 7, 2, 1)]
    public void SmallStepsStayOnOneThreadAndLargeOnesAreCutFinely(double nanoseconds, int units, int threads, int expected) =>
        Assert.Equal(expected, StepCost.RunUnits(nanoseconds, units, threads));

    [Fact]
    public void FasterKernelsAreExpectedToTakeLess()
    {
        var costs = new[] { "Reference", "AdvSimd", "Dp", "Avx2", "Avx512" }
            .Select(isa => StepCost.Nanoseconds(isa, OpCode.Conv2D, 1_000_000, 1000)).ToArray();
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.True(StepCost.Nanoseconds("Dp", OpCode.DepthwiseConv2D, 1_000_000, 1000) > StepCost.Nanoseconds("Dp", OpCode.Conv2D, 1_000_000, 1000));
    }
}
