using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class MulTests
{
    [Fact]
    public void FloatMultipliesARowByAColumn()
    {
        var a = TestTensor.Of<float>(new Shape(3, 1), [1, -2, 3]);
        var b = TestTensor.Of<float>(new Shape(1, 2), [10, 0.5f]);
        Assert.Equal([10, 0.5f, -20, -1, 30, 1.5f], Run<Mul, float>(default, TestTensor.Output<float>(new Shape(3, 2)), a, b));
    }

    [Fact]
    public void Int8RescalesTheProduct()
    {
        // 0.5 * (20 + 4) * 0.25 * (9 - 1) = 24 -> 24 / 0.75 + 10 = 42; 60 * 30 = 1800 saturates.
        var a = TestTensor.Of<sbyte>(new Shape(2), [20, 116], 0.5f, -4);
        var b = TestTensor.Of<sbyte>(new Shape(2), [9, 121], 0.25f, 1);
        Assert.Equal([42, 127], Run<Mul, sbyte>(default, TestTensor.Output<sbyte>(new Shape(2), 0.75f, 10), a, b));
    }

    [Fact]
    public void FusedRelu6ClampsToTheIntegersOfZeroAndSix()
    {
        var a = TestTensor.Of<byte>(new Shape(2), [0, 255], 0.1f, 128);
        var b = TestTensor.Of<byte>(new Shape(2), [255, 255], 0.1f, 128);
        Assert.Equal([10, 130], Run<Mul, byte>(new Mul { Activation = Activation.Relu6 }, TestTensor.Output<byte>(new Shape(2), 0.05f, 10), a, b));
    }

    [Fact]
    public void EveryQuantizedTypeIsWithinOneUnitOfTheRealProduct()
    {
        var random = new Random(7);
        Check<sbyte>(0.037f, 5, 0.0021f, -90, 0.0041f, 12);
        Check<byte>(0.9f, 105, 1.7f, 0, 200f, 77);
        Check<short>(0.0011f, 0, 0.00047f, 0, 0.0003f, 0);

        void Check<T>(float scaleA, int zeroA, float scaleB, int zeroB, float scaleY, int zeroY) where T : unmanaged
        {
            var (a, b) = (TestTensor.Random<T>(random, new Shape(1500), scaleA, zeroA), TestTensor.Random<T>(random, new Shape(1500), scaleB, zeroB));
            var output = TestTensor.Output<T>(new Shape(1500), scaleY, zeroY);
            var (realA, realB) = (Real(a), Real(b));
            var bytes = StepRunner.Run(default(Mul), [a, b], [output])[0];
            Near(output with { Bytes = bytes }, [.. realA.Select((v, i) => v * realB[i])], Tolerance);
        }
    }

    [Fact]
    public void TheLawRefusesOperandsOfDifferentTypes()
    {
        var (a, b) = (TestTensor.Of<float>(new Shape(1), [1]), TestTensor.Of<int>(new Shape(1), [1]));
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Mul), [a, b], [TestTensor.Output<float>(new Shape(1))]));
        Assert.Equal(FaultKind.OperandType, e.Kind);
    }
}
