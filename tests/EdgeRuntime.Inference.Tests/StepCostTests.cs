using EdgeRuntime.Kernels;
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
        var costs = new[] { "Reference", "AdvSimd", "Dp", "Avx2", "Avx512" }.Select(isa => Cost(Variant(isa), OpCode.Conv2D)).ToArray();
        Assert.Equal(costs.OrderDescending(), costs);
        Assert.InRange(Cost(Variant("Avx2") with { Method = KernelVariant.RunsMethod }, OpCode.Conv2D), costs[3] * 1.01, costs[0] * 0.99);
        Assert.True(Cost(Variant("Dp"), OpCode.DepthwiseConv2D) > Cost(Variant("Dp"), OpCode.Conv2D));

        static KernelVariant Variant(string isa) => KernelVariant.Reference((StepView _, out BoundKernel kernel) => { kernel = default; return false; }) with { Isa = isa };

        static double Cost(KernelVariant variant, OpCode opCode) => StepCost.Nanoseconds(variant, opCode, 1_000_000, 1000);
    }
}
