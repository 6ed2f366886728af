using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ScatterNdTests
{
    [Fact]
    public void IndicesNameElements() =>
        Assert.Equal([1f, 11, 3, 10, 9, 6, 7, 12], Run<float>(default, new Shape(8), [1, 2, 3, 4, 5, 6, 7, 8], new Shape(4, 1), [4, 3, 1, -1], new Shape(4), [9, 10, 11, 12]));

    [Fact]
    public void FewerIndicesNameBlocks() =>
        Assert.Equal([7, 8, 3, 4, 5, 6], Run<int>(default, new Shape(3, 2), [1, 2, 3, 4, 5, 6], new Shape(1, 1), [-100], new Shape(1, 2), [7, 8]));

    [Theory]
    [InlineData(ScatterReduction.Replace, 4)]
    [InlineData(ScatterReduction.Add, 3 + 5 + 4)]
    [InlineData(ScatterReduction.Multiply, 3 * 5 * 4)]
    [InlineData(ScatterReduction.Maximum, 5)]
    [InlineData(ScatterReduction.Minimum, 3)]
    public void UpdatesThatMeetAreCombinedInOrder(ScatterReduction reduction, int expected)
    {
        var record = new ScatterNd { Reduction = reduction };
        Assert.Equal([1f, expected], Run<float>(record, new Shape(1, 2), [1, 3], new Shape(2, 2), [0, 1, 0, 1], new Shape(2), [5, 4]));
        Assert.Equal([(short)1, (short)expected], Run<short>(record, new Shape(1, 2), [1, 3], new Shape(2, 2), [0, 1, 9, 9], new Shape(2), [5, 4]));
    }

    private static T[] Run<T>(ScatterNd record, Shape shape, T[] data, Shape indicesShape, int[] indices, Shape updatesShape, T[] updates)
        where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            record,
            [TestTensor.Of<T>(shape, data), TestTensor.Of<int>(indicesShape, indices), TestTensor.Of<T>(updatesShape, updates)],
            [TestTensor.Output<T>(shape)])[0]).ToArray();
}
