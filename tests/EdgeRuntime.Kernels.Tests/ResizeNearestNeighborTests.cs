using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ResizeNearestNeighborTests
{
    [Theory]
    [InlineData(0, 0, new[] { 0, 0, 1, 1, 2 })]
    [InlineData(1, 0, new[] { 0, 1, 1, 2, 2 })]
    [InlineData(0, 1, new[] { 0, 0, 1, 2, 2 })]
    public void ThreePixelsBecomeFive(int alignCorners, int halfPixelCenters, int[] expected)
    {
        // plain: floor(i * 0.6) = 0 0 1 1 2; corners: round(i * 0.5), half away from zero = 0 1 1 2 2; half: floor((i + 0.5) * 0.6) = 0 0 1 2 2.
        var x = TestTensor.Of<short>(new Shape(1, 1, 3, 1), [0, 1, 2]);
        Assert.Equal(expected, Run<short>(x, new Shape(1, 1, 5, 1), alignCorners, halfPixelCenters).Select(v => (int)v));
    }

    [Fact]
    public void DoublesRowsAndColumnsOfEveryImage()
    {
        var x = TestTensor.Of<float>(new Shape(2, 1, 2, 2), [1, 2, 3, 4, 5, 6, 7, 8]);
        var y = Run<float>(x, new Shape(2, 2, 4, 2), 0, 0);
        float[] first = [1, 2, 1, 2, 3, 4, 3, 4], second = [5, 6, 5, 6, 7, 8, 7, 8];
        Assert.Equal([.. first, .. first, .. second, .. second], y);
    }

    [Fact]
    public void Shrinks()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1, 4, 4, 1), [.. Enumerable.Range(0, 16).Select(i => (sbyte)i)]);
        Assert.Equal([0, 2, 8, 10], Run<sbyte>(x, new Shape(1, 2, 2, 1), 0, 0).Select(v => (int)v));
    }

    private static T[] Run<T>(TestTensor x, Shape output, int alignCorners, int halfPixelCenters) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            new ResizeNearestNeighbor { AlignCorners = alignCorners, HalfPixelCenters = halfPixelCenters },
            [x], [TestTensor.Output<T>(output)], workers: 2)[0]).ToArray();
}
