using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class TransposeTests
{
    [Fact]
    public void SwapsRowsAndColumns()
    {
        var x = TestTensor.Of<sbyte>(new Shape(2, 3), [1, 2, 3, 4, 5, 6]);
        var y = StepRunner.Run(new Transpose { Permutation = PerAxis.Of(1, 0) }, [x], [TestTensor.Output<sbyte>(new Shape(3, 2))]);
        Assert.Equal(new byte[] { 1, 4, 2, 5, 3, 6 }, y[0]);
    }

    [Theory]
    [InlineData(0, 1, 2, 3)]
    [InlineData(0, 3, 1, 2)]
    [InlineData(3, 2, 1, 0)]
    [InlineData(2, 0, 3, 1)]
    [InlineData(0, 2, 1, 3)]
    public void FollowsThePermutation(params int[] permutation)
    {
        var input = new Shape(2, 3, 5, 7);
        MovedElements.Check(
            new Transpose { Permutation = PerAxis.Of(permutation) },
            input,
            new Shape(Array.ConvertAll(permutation, axis => input[axis])),
            at => [.. Enumerable.Range(0, 4).Select(axis => at[Array.IndexOf(permutation, axis)])]);
    }

    [Fact]
    public void TakesRankSix() => MovedElements.Check(
        new Transpose { Permutation = PerAxis.Of(5, 4, 3, 2, 1, 0) }, new Shape(2, 1, 3, 2, 1, 3), new Shape(3, 1, 2, 3, 1, 2), at => [.. at.Reverse()]);

    [Fact]
    public void RefusesAnAxisNamedTwice()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Transpose { Permutation = PerAxis.Of(1, 1) }, [TestTensor.Output<sbyte>(new Shape(3, 3))], [TestTensor.Output<sbyte>(new Shape(3, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesAnAxisOutside()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Transpose { Permutation = PerAxis.Of(0, 2) }, [TestTensor.Output<sbyte>(new Shape(3, 3))], [TestTensor.Output<sbyte>(new Shape(3, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesAnotherShape()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Transpose { Permutation = PerAxis.Of(1, 0) }, [TestTensor.Output<sbyte>(new Shape(2, 3))], [TestTensor.Output<sbyte>(new Shape(2, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }
}
