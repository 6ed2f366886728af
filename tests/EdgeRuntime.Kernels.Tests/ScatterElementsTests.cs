using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ScatterElementsTests
{
    [Fact]
    public void UpdatesGoToTheIndexOfTheAxis()
    {
        // The example of the ONNX specification.
        var found = Run<float>(new ScatterElements { Axis = 1 }, new Shape(1, 5), [1, 2, 3, 4, 5], new Shape(1, 2), [1, 3], [1.1f, 2.1f]);
        Assert.Equal([1f, 1.1f, 3f, 2.1f, 5f], found);
    }

    [Fact]
    public void UpdatesOfOtherRowsKeepTheirColumn()
    {
        var found = Run<int>(new ScatterElements { Axis = 0 }, new Shape(3, 3), new int[9], new Shape(2, 3), [1, 0, 2, 0, 2, 1], [10, 11, 12, 20, 21, 22]);
        Assert.Equal([20, 11, 0, 10, 0, 22, 0, 21, 12], found);
    }

    [Theory]
    [InlineData(ScatterReduction.Replace, 4)]
    [InlineData(ScatterReduction.Add, 3 + 5 + 4)]
    [InlineData(ScatterReduction.Multiply, 3 * 5 * 4)]
    [InlineData(ScatterReduction.Maximum, 5)]
    [InlineData(ScatterReduction.Minimum, 3)]
    public void UpdatesThatMeetAreCombinedInOrder(ScatterReduction reduction, int expected)
    {
        var record = new ScatterElements { Axis = 0, Reduction = reduction };
        Assert.Equal([1f, expected], Run<float>(record, new Shape(2), [1, 3], new Shape(2), [1, -1], [5, 4]));
        Assert.Equal([1L, expected], Run<long>(record, new Shape(2), [1, 3], new Shape(2), [1, 1], [5, 4]));
        Assert.Equal([(sbyte)1, (sbyte)expected], Run<sbyte>(record, new Shape(2), [1, 3], new Shape(2), [1, 999], [5, 4]));
    }

    private static T[] Run<T>(ScatterElements record, Shape shape, T[] data, Shape updatesShape, long[] indices, T[] updates) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            record,
            [TestTensor.Of<T>(shape, data), TestTensor.Of<long>(updatesShape, indices), TestTensor.Of<T>(updatesShape, updates)],
            [TestTensor.Output<T>(shape)])[0]).ToArray();
}
