using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SubTests
{
    [Fact]
    public void PlainNumbersSubtractTheSecondFromTheFirst()
    {
        var a = TestTensor.Of<float>(new Shape(3), [5, 1, -9]);
        var b = TestTensor.Of<float>(default, [2]);
        Assert.Equal([3, -1, -11], Run<Sub, float>(default, TestTensor.Output<float>(new Shape(3)), a, b));
        Assert.Equal([-3, 1, 11], Run<Sub, float>(default, TestTensor.Output<float>(new Shape(3)), b, a));
        var i = TestTensor.Of<int>(new Shape(1), [int.MinValue]);
        Assert.Equal([0], Run<Sub, int>(new Sub { Activation = Activation.Relu }, TestTensor.Output<int>(new Shape(1)), i, TestTensor.Of<int>(new Shape(1), [5 + int.MinValue])));
    }

    [Fact]
    public void EveryQuantizedTypeIsWithinOneUnitOfTheRealDifference()
    {
        var random = new Random(11);
        Check<sbyte>(0.037f, 5, 0.0021f, -90, 0.041f, 12);
        Check<byte>(0.9f, 105, 1.7f, 0, 2.2f, 77);
        Check<short>(0.0011f, 0, 0.00047f, 0, 0.0013f, 0);

        void Check<T>(float scaleA, int zeroA, float scaleB, int zeroB, float scaleY, int zeroY) where T : unmanaged
        {
            var (a, b) = (TestTensor.Random<T>(random, new Shape(3, 1), scaleA, zeroA), TestTensor.Random<T>(random, new Shape(500), scaleB, zeroB));
            var output = TestTensor.Output<T>(new Shape(3, 500), scaleY, zeroY);
            var (realA, realB) = (Real(a), Real(b));
            var bytes = StepRunner.Run(default(Sub), [a, b], [output])[0];
            Near(output with { Bytes = bytes }, [.. realA.SelectMany(v => realB.Select(w => v - w))], Tolerance);
        }
    }
}
