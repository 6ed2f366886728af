using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class MaximumTests
{
    [Fact]
    public void EveryTypeComparesAsStored()
    {
        Check<float>([5, -7, 2], [1, 2, 2], [5, 2, 2]);
        Check<int>([5, -7, 2], [1, 2, 2], [5, 2, 2]);
        Check<long>([5, -7, 2], [1, 2, 2], [5, 2, 2]);
        Check<short>([5, -7, 2], [1, 2, 2], [5, 2, 2]);
        Check<sbyte>([5, -7, 2], [1, 2, 2], [5, 2, 2]);
        Assert.Equal([(byte)Math.Max(200, 3)], Run<Maximum, byte>(default, TestTensor.Output<byte>(new Shape(1)), TestTensor.Of<byte>(new Shape(1), [200]), TestTensor.Of<byte>(new Shape(1), [3])));

        static void Check<T>(T[] a, T[] b, T[] expected) where T : unmanaged => Assert.Equal(
            expected,
            Run<Maximum, T>(default, TestTensor.Output<T>(new Shape(3)), TestTensor.Of<T>(new Shape(3), a), TestTensor.Of<T>(new Shape(3), b)));
    }

    [Fact]
    public void BothSidesBroadcast()
    {
        var (a, b) = (TestTensor.Of<int>(new Shape(2, 1), [0, 10]), TestTensor.Of<int>(new Shape(3), [-1, 5, 11]));
        int[] expected = [.. new[] { 0, 10 }.SelectMany(v => new[] { -1, 5, 11 }.Select(w => Math.Max(v, w)))];
        Assert.Equal(expected, Run<Maximum, int>(default, TestTensor.Output<int>(new Shape(2, 3)), a, b));
    }
}
