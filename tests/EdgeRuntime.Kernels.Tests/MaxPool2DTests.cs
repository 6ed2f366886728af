using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class MaxPool2DTests
{
    private static readonly PoolWindow TwoByTwo = new() { FilterH = 2, FilterW = 2, StrideH = 2, StrideW = 2 };

    [Fact]
    public void TakesTheLargestOfEachWindow()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1, 2, 4, 1), [-128, -5, 7, 1, -6, -9, 0, 127], 0.5f, 3);
        Assert.Equal([-5, 127], Run<sbyte>(TwoByTwo, x, new Shape(1, 1, 2, 1), 0.5f, 3).Select(v => (int)v));
    }

    [Fact]
    public void PaddingIsNeverTheLargest()
    {
        var x = TestTensor.Of<float>(new Shape(1, 3, 3, 1), [-1, -2, -3, -4, -5, -6, -7, -8, -9]);
        Assert.Equal([-1f, -3f, -7f, -9f], Run<float>(TwoByTwo, x, new Shape(1, 2, 2, 1)));
    }

    [Fact]
    public void KeepsChannelsApartAndClamps()
    {
        var x = TestTensor.Of<float>(new Shape(1, 1, 2, 3), [9, -3, 1, 8, -2, 2]);
        var window = TwoByTwo with { FilterH = 1, Activation = Activation.Relu6 };
        Assert.Equal([6f, 0f, 2f], Run<float>(window, x, new Shape(1, 1, 1, 3)));
    }

    [Fact]
    public void UInt8AndInt16()
    {
        var window = TwoByTwo with { FilterH = 1 };
        Assert.Equal([(byte)200], Run<byte>(window, TestTensor.Of<byte>(new Shape(1, 1, 2, 1), [200, 100], 1, 128), new Shape(1, 1, 1, 1), 1, 128));
        Assert.Equal([(short)-30000], Run<short>(window, TestTensor.Of<short>(new Shape(1, 1, 2, 1), [-32768, -30000], 1), new Shape(1, 1, 1, 1), 1));
    }

    private static T[] Run<T>(PoolWindow window, TestTensor x, Shape output, float scale = 0, int zeroPoint = 0) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(
            new MaxPool2D { Window = window }, [x], [TestTensor.Output<T>(output, scale, zeroPoint)])[0]).ToArray();
}
