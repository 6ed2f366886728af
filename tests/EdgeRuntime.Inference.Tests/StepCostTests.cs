using EdgeRuntime.Model;

namespace EdgeRuntime.Inference.Tests;

public class StepCostTests
{
    [Theory]
    [InlineData(1_499, 1e9, 100, 2, 0)]
    [InlineData(2_999, 1e9, 100, 4, 0)]
    [InlineData(10_000, 29_999, 100, 2, 0)]
    [InlineData(1e9, 1e9, 1, 4, 0)]
    [InlineData(1e9, 1e9, 100, 1, 0)]
    [InlineData(1_500, 30_000, 7, 2, 4)]
    [InlineData(6_000, 1e9, 100, 4, 25)]
    [InlineData(1e9, 1e9, 100, 2, 13)]
    public void SmallStepsStayOnOneThreadAndLargeOnesAreCutFinely(double nanoseconds, double model, int units, int threads, int expected) =>
        Assert.Equal(expected, StepCost.RunUnits(nanoseconds, model, units, threads));

    [Fact]
    public void FasterKernelsAreExpectedToTakeLess()
    {
        var costs = new[] { "Reference", "AdvSimd", "Dp", "Avx2", "Avx512" }
            .Select(isa => StepCost.Nanoseconds(isa, OpCode.Conv2D, 1_000_000, 1000)).ToArray();
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.True(StepCost.Nanoseconds("Dp", OpCode.DepthwiseConv2D, 1_000_000, 1000) > StepCost.Nanoseconds("Dp", OpCode.Conv2D, 1_000_000, 1000));
    }
}
