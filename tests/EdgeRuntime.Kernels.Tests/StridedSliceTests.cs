using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class StridedSliceTests
{
    [Fact]
    public void StepsForward() => MovedElements.Check(
        Record([1, 0, 2], [2, 3, 2], [2, 1, 3]), new Shape(4, 3, 7), new Shape(2, 3, 2), at => [1 + (2 * at[0]), at[1], 2 + (3 * at[2])]);

    [Fact]
    public void StepsBackward() => MovedElements.Check(
        Record([3, 2], [4, 2], [-1, -2]), new Shape(4, 3), new Shape(4, 2), at => [3 - at[0], 2 - (2 * at[1])]);

    [Fact]
    public void DropsAndAddsDimensionsOfOne() => MovedElements.Check(
        Record([2, 0], [1, 3], [1, 1]), new Shape(4, 3), new Shape(3, 1), at => [2, at[0]]);

    [Fact]
    public void TakesAScalar() => MovedElements.Check(Record([2, 1], [1, 1], [1, 1]), new Shape(4, 3), new Shape(), at => [2, 1]);

    [Theory]
    [InlineData(0, 4, 1, FaultKind.Parameter)]
    [InlineData(1, 3, 1, FaultKind.Parameter)]
    [InlineData(1, 2, -2, FaultKind.Parameter)]
    [InlineData(0, 2, 0, FaultKind.Parameter)]
    [InlineData(-1, 2, 1, FaultKind.Parameter)]
    [InlineData(0, 2, int.MaxValue, FaultKind.Parameter)]
    [InlineData(0, 3, 1, FaultKind.OperandShape)]
    public void RefusesWhatLeavesTheAxis(int begin, int count, int stride, FaultKind kind)
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            Record([begin], [count], [stride]), [TestTensor.Output<sbyte>(new Shape(3))], [TestTensor.Output<sbyte>(new Shape(2))]));
        Assert.Equal(kind, e.Kind);
    }

    private static StridedSlice Record(int[] begin, int[] count, int[] stride) =>
        new() { Begin = PerAxis.Of(begin), Count = PerAxis.Of(count), Stride = PerAxis.Of(stride) };
}
