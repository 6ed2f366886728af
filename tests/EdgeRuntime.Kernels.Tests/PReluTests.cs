using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class PReluTests
{
    [Fact]
    public void EachChannelHasItsSlope()
    {
        var x = TestTensor.Of<float>(new Shape(1, 2, 3), [-1, -2, -3, 4, 5, -6]);
        var alpha = TestTensor.Of<float>(new Shape(1, 3), [0.5f, 0, -2]);
        Assert.Equal([-0.5f, 0, 6, 4, 5, 12], Run<PRelu, float>(default, TestTensor.Output<float>(new Shape(1, 2, 3)), x, alpha));
    }

    [Fact]
    public void EveryQuantizedTypeIsWithinOneUnitOfTheRealValue()
    {
        var random = new Random(9);
        Check<sbyte, sbyte>(0.05f, 10, 0.01f, -5, 0.04f, 30);
        Check<byte, byte>(0.05f, 120, 0.01f, 128, 0.04f, 90);
        Check<short, sbyte>(0.0005f, 0, 0.01f, 0, 0.0006f, 0);

        void Check<T, TAlpha>(float scale, int zero, float alphaScale, int alphaZero, float scaleY, int zeroY) where T : unmanaged where TAlpha : unmanaged
        {
            var (x, alpha) = (TestTensor.Random<T>(random, new Shape(40, 7), scale, zero), TestTensor.Random<TAlpha>(random, new Shape(7), alphaScale, alphaZero));
            var output = TestTensor.Output<T>(new Shape(40, 7), scaleY, zeroY);
            var realAlpha = Real(alpha);
            var bytes = StepRunner.Run(default(PRelu), [x, alpha], [output])[0];
            Near(output with { Bytes = bytes }, [.. Real(x).Select((v, i) => v >= 0 ? v : v * realAlpha[i % 7])], Tolerance);
        }
    }

    [Fact]
    public void TheLawRefusesAlphasThatWouldEnlargeTheOutput()
    {
        var (x, alpha) = (TestTensor.Of<float>(new Shape(1), [1]), TestTensor.Of<float>(new Shape(2), [1, 2]));
        Assert.Throws<LawException>(() => StepRunner.Run(default(PRelu), [x, alpha], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Throws<LawException>(() => StepRunner.Run(default(PRelu), [x, alpha], [TestTensor.Output<float>(new Shape(2))]));
    }
}
