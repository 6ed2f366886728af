using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class GatherElementsTests
{
    [Fact]
    public void EachIndexNamesTheCoordinateOfTheAxis()
    {
        long[] indices = [1, 0, 2, 2, -1, 0];
        var operand = TestTensor.Of<long>(new Shape(3, 2), indices);
        MovedElements.Check(
            new GatherElements { Axis = 0 },
            new Shape(3, 2),
            new Shape(3, 2),
            at => [(int)((indices[(at[0] * 2) + at[1]] + 3) % 3), at[1]],
            more: operand);
    }

    [Fact]
    public void FewerIndicesThanElementsMayBeGiven()
    {
        int[] indices = [3, 0, 1];
        MovedElements.Check(
            new GatherElements { Axis = 1 },
            new Shape(2, 4, 3),
            new Shape(1, 1, 3),
            at => [0, indices[at[2]], at[2]],
            more: TestTensor.Of<int>(new Shape(1, 1, 3), indices));
    }

    [Fact]
    public void IndicesOutsideTakeTheNearestElement() => MovedElements.Check(
        new GatherElements { Axis = 0 },
        new Shape(4),
        new Shape(2),
        at => [at[0] == 0 ? 3 : 0],
        more: TestTensor.Of<long>(new Shape(2), [long.MaxValue, long.MinValue]));
}
