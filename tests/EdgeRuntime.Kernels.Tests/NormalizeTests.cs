using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class NormalizeTests
{
    [Theory]
    [InlineData(Normalization.MeanVariance)]
    [InlineData(Normalization.RootMeanSquare)]
    [InlineData(Normalization.L1)]
    [InlineData(Normalization.L2)]
    public void GroupsAgreeWithTheFormula(Normalization kind)
    {
        var shape = new Shape(2, 3, 4, 5);
        var x = TestTensor.Random<float>(new Random(8), shape);
        var elements = x.As<float>();
        foreach (var mask in new[] { 0b1000, 0b0110, 0b1001, 0b1111 })
        {
            var found = Run<Normalize, float>(new Normalize { Kind = kind, AxisMask = mask, Epsilon = 0.01f }, TestTensor.Output<float>(shape), x);
            var groups = MovedElements.Coordinates(shape)
                .Select((at, i) => (Key: string.Join(',', at.Where((_, a) => (mask >> a & 1) == 0)), Index: i)).GroupBy(e => e.Key, e => e.Index);
            foreach (var group in groups)
            {
                var values = group.Select(i => (double)elements[i]).ToArray();
                var mean = kind == Normalization.MeanVariance ? values.Average() : 0;
                var size = kind switch
                {
                    Normalization.L1 => values.Sum(Math.Abs) + 0.01,
                    Normalization.L2 => Math.Sqrt(values.Sum(v => v * v) + 0.01),
                    _ => Math.Sqrt(values.Average(v => (v - mean) * (v - mean)) + 0.01),
                };
                Assert.All(group, i => Assert.Equal((elements[i] - mean) / size, found[i], 1e-5));
            }
        }
    }

    [Fact]
    public void AGroupWithoutSizeBecomesZero()
    {
        var x = TestTensor.Of<float>(new Shape(3), [2, 2, 2]);
        Assert.Equal([0f, 0, 0], Run<Normalize, float>(new Normalize { AxisMask = 1 }, TestTensor.Output<float>(new Shape(3)), x));
    }

    [Fact]
    public void TheLawRefusesAxesThatAreNotThereAndNegativeEpsilons()
    {
        var x = TestTensor.Of<float>(new Shape(3), [2, 2, 2]);
        Assert.Throws<LawException>(() => Run<Normalize, float>(new Normalize { AxisMask = 2 }, TestTensor.Output<float>(new Shape(3)), x));
        Assert.Throws<LawException>(() => Run<Normalize, float>(new Normalize { AxisMask = 1, Epsilon = -1 }, TestTensor.Output<float>(new Shape(3)), x));
    }
}
