using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SquaredDifferenceTests
{
    [Fact]
    public void PlainNumbers()
    {
        var (a, b) = (TestTensor.Of<float>(new Shape(2), [3, -1]), TestTensor.Of<float>(new Shape(1), [0.5f]));
        Assert.Equal([6.25f, 2.25f], Run<SquaredDifference, float>(default, TestTensor.Output<float>(new Shape(2)), a, b));
        var (c, d) = (TestTensor.Of<int>(new Shape(2), [3, -1]), TestTensor.Of<int>(new Shape(2), [7, 70000]));
        Assert.Equal([16, unchecked(70001 * 70001)], Run<SquaredDifference, int>(default, TestTensor.Output<int>(new Shape(2)), c, d));
    }

    [Fact]
    public void EveryQuantizedTypeIsCloseToTheRealSquare()
    {
        var random = new Random(5);
        Check<sbyte>(0.037f, 5, 0.021f, -90, 0.5f, -128, 1);
        Check<byte>(0.9f, 105, 1.7f, 3, 900f, 7, 1);

        // No extra bits: differences up to 67 in units of 0.0022 are half a unit off, so their squares 67 * 0.0022 / 0.09.
        Check<short>(0.0011f, 0, 0.00047f, 0, 0.09f, 0, 3.3);

        void Check<T>(float scaleA, int zeroA, float scaleB, int zeroB, float scaleY, int zeroY, double tolerance) where T : unmanaged
        {
            var (a, b) = (TestTensor.Random<T>(random, new Shape(2, 300), scaleA, zeroA), TestTensor.Random<T>(random, new Shape(300), scaleB, zeroB));
            var output = TestTensor.Output<T>(new Shape(2, 300), scaleY, zeroY);
            var (realA, realB) = (Real(a), Real(b));
            var bytes = StepRunner.Run(default(SquaredDifference), [a, b], [output])[0];
            Near(output with { Bytes = bytes }, [.. realA.Select((v, i) => Math.Pow(v - realB[i % 300], 2))], tolerance);
        }
    }
}
