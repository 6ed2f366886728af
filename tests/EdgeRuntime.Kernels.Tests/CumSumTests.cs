using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class CumSumTests
{
    [Theory]
    [InlineData(0, 0, new[] { 1, 3, 6, 4, 9, 15 })]
    [InlineData(1, 0, new[] { 0, 1, 3, 0, 4, 9 })]
    [InlineData(0, 1, new[] { 6, 5, 3, 15, 11, 6 })]
    [InlineData(1, 1, new[] { 5, 3, 0, 11, 6, 0 })]
    public void RunsAlongTheLastAxis(int exclusive, int reverse, int[] expected)
    {
        var record = new CumSum { Axis = 1, Exclusive = exclusive, Reverse = reverse };
        var shape = new Shape(2, 3);
        Assert.Equal(expected, Run<CumSum, int>(record, TestTensor.Output<int>(shape), TestTensor.Of<int>(shape, [1, 2, 3, 4, 5, 6])));
        Assert.Equal(expected.Select(v => (float)v), Run<CumSum, float>(record, TestTensor.Output<float>(shape), TestTensor.Of<float>(shape, [1, 2, 3, 4, 5, 6])));
    }

    [Fact]
    public void RunsAlongAnInnerAxis()
    {
        var shape = new Shape(2, 2, 2);
        Assert.Equal([1L, 2, 4, 6, 5, 6, 12, 14], Run<CumSum, long>(new CumSum { Axis = 1 }, TestTensor.Output<long>(shape), TestTensor.Of<long>(shape, [1, 2, 3, 4, 5, 6, 7, 8])));
    }

    [Fact]
    public void TheLawRefusesAxesThatAreNotThere()
    {
        var x = TestTensor.Of<int>(new Shape(2), [1, 2]);
        Assert.Throws<LawException>(() => Run<CumSum, int>(new CumSum { Axis = 1 }, TestTensor.Output<int>(new Shape(2)), x));
        Assert.Throws<LawException>(() => Run<CumSum, int>(new CumSum { Exclusive = 2 }, TestTensor.Output<int>(new Shape(2)), x));
    }
}
