using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class GatherTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void PicksAlongTheAxis(int axis)
    {
        int[] picks = [2, 0, 1, 2];
        var input = new Shape(3, 4, 5);
        MovedElements.Check(
            new Gather { Axis = axis },
            input,
            new Shape([.. input.Span[..axis], 2, 2, .. input.Span[(axis + 1)..]]),
            at => [.. at[..axis], picks[(2 * at[axis]) + at[axis + 1]], .. at[(axis + 2)..]],
            more: TestTensor.Of<int>(new Shape(2, 2), picks));
    }

    [Fact]
    public void SharesBatchDimensions() => MovedElements.Check(
        new Gather { Axis = 2, BatchDims = 1 },
        new Shape(2, 3, 4, 5),
        new Shape(2, 3, 2, 5),
        at => [at[0], at[1], at[0] == 0 ? 3 - at[2] : at[2], at[3]],
        more: TestTensor.Of<long>(new Shape(2, 2), [3, 2, 0, 1]));

    [Fact]
    public void AScalarIndexDropsTheAxis() => MovedElements.Check(
        new Gather { Axis = 1 }, new Shape(2, 3, 4), new Shape(2, 4), at => [at[0], 1, at[1]], more: TestTensor.Of<int>(new Shape(), [1]));

    [Fact]
    public void IndicesOutsideTakeTheNearestElement()
    {
        long[] indices = [-1, long.MinValue, 3, long.MaxValue, 1];
        var x = TestTensor.Of<sbyte>(new Shape(3), [5, 6, 7]);
        var y = StepRunner.Run(default(Gather), [x, TestTensor.Of<long>(new Shape(5), indices)], [TestTensor.Output<sbyte>(new Shape(5))]);
        Assert.Equal(new byte[] { 5, 5, 7, 7, 6 }, y[0]);
    }

    [Fact]
    public void RefusesAnotherShape()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Gather), [TestTensor.Output<sbyte>(new Shape(3, 2)), TestTensor.Output<int>(new Shape(5))], [TestTensor.Output<sbyte>(new Shape(5, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesFloatIndices()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Gather), [TestTensor.Output<sbyte>(new Shape(3)), TestTensor.Output<float>(new Shape(5))], [TestTensor.Output<sbyte>(new Shape(5))]));
        Assert.Equal(FaultKind.OperandType, e.Kind);
    }

    [Fact]
    public void RefusesBatchDimensionsPastTheAxis()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Gather { BatchDims = 1 }, [TestTensor.Output<sbyte>(new Shape(3)), TestTensor.Output<int>(new Shape(3))], [TestTensor.Output<sbyte>(new Shape(3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
