using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class AddTests
{
    [Fact]
    public void FloatBroadcastsOverSixDimensions()
    {
        var a = TestTensor.Of<float>(new Shape(2, 1, 1, 3, 1, 2), [.. Enumerable.Range(0, 12).Select(i => (float)i)]);
        var b = TestTensor.Of<float>(new Shape(2, 1, 2, 1), [100, 200, 300, 400]);
        var y = Run<Add, float>(default, TestTensor.Output<float>(new Shape(2, 1, 2, 3, 2, 2)), a, b);
        var expected = new List<float>();
        for (var i = 0; i < 2; i++)
        {
            for (var k = 0; k < 2; k++)
            {
                for (var l = 0; l < 3; l++)
                {
                    for (var m = 0; m < 2; m++)
                    {
                        for (var n = 0; n < 2; n++)
                        {
                            expected.Add((i * 6) + (l * 2) + n + (100 * ((k * 2) + m + 1)));
                        }
                    }
                }
            }
        }

        Assert.Equal(expected, y);
    }

    [Fact]
    public void FusedActivationsClampFloats()
    {
        var a = TestTensor.Of<float>(new Shape(4), [-9, -0.5f, 2, 9]);
        var zero = TestTensor.Of<float>(default, [0]);
        Assert.Equal([0, 0, 2, 6], Run<Add, float>(new Add { Activation = Activation.Relu6 }, TestTensor.Output<float>(new Shape(4)), a, zero));
        Assert.Equal([-1, -0.5f, 1, 1], Run<Add, float>(new Add { Activation = Activation.ReluN1To1 }, TestTensor.Output<float>(new Shape(4)), a, zero));
    }

    [Fact]
    public void Int8AddsAndSaturates()
    {
        // Scales 0.5 and 0.25 to 0.5: (10 + 2) * 0.5 + 8 * 0.25 = 8 -> 16 - 3; 64.5 + 31.75 = 96.25 -> 192.5 - 3 saturates.
        var a = TestTensor.Of<sbyte>(new Shape(3), [10, 127, -128], 0.5f, -2);
        var b = TestTensor.Of<sbyte>(new Shape(3), [8, 127, -128], 0.25f, 0);
        Assert.Equal([13, 127, -128], Run<Add, sbyte>(default, TestTensor.Output<sbyte>(new Shape(3), 0.5f, -3), a, b));
    }

    [Fact]
    public void QuantizedReluStopsAtTheZeroPoint()
    {
        var a = TestTensor.Of<byte>(new Shape(2), [0, 255], 0.1f, 128);
        var b = TestTensor.Of<byte>(new Shape(1), [128], 0.1f, 128);
        Assert.Equal([5, 132], Run<Add, byte>(new Add { Activation = Activation.Relu }, TestTensor.Output<byte>(new Shape(2), 0.1f, 5), a, b));
    }

    [Fact]
    public void EveryQuantizedTypeIsWithinOneUnitOfTheRealSum()
    {
        const int seed = 20261124;
        var random = new Random(seed);
        Check<sbyte>(0.037f, 5, 0.0021f, -90, 0.041f, 12);
        Check<byte>(0.9f, 105, 1.7f, 0, 2.2f, 77);
        Check<short>(0.0011f, 0, 0.00047f, 0, 0.0013f, 0);

        void Check<T>(float scaleA, int zeroA, float scaleB, int zeroB, float scaleY, int zeroY) where T : unmanaged
        {
            var (a, b) = (TestTensor.Random<T>(random, new Shape(3, 700), scaleA, zeroA), TestTensor.Random<T>(random, new Shape(700), scaleB, zeroB));
            var output = TestTensor.Output<T>(new Shape(3, 700), scaleY, zeroY);
            var (realA, realB) = (Real(a), Real(b));
            var bytes = StepRunner.Run(default(Add), [a, b], [output])[0];
            Near(output with { Bytes = bytes }, [.. realA.Select((v, i) => v + realB[i % 700])], Tolerance);
        }
    }

    [Fact]
    public void Int32Wraps()
    {
        var a = TestTensor.Of<int>(new Shape(2), [int.MaxValue, -5]);
        var b = TestTensor.Of<int>(new Shape(2), [1, 3]);
        Assert.Equal([int.MinValue, -2], Run<Add, int>(default, TestTensor.Output<int>(new Shape(2)), a, b));
    }

    [Fact]
    public void TheLawRefusesWhatDoesNotBroadcastAndUnknownActivations()
    {
        var (a, b) = (TestTensor.Of<float>(new Shape(2, 3), new float[6]), TestTensor.Of<float>(new Shape(2), new float[2]));
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Add), [a, b], [TestTensor.Output<float>(new Shape(2, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
        e = Assert.Throws<LawException>(() =>
            StepRunner.Run(new Add { Activation = (Activation)4 }, [a, a], [TestTensor.Output<float>(new Shape(2, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void TheLawRefusesAZeroPointOutsideTheType()
    {
        var a = TestTensor.Of<sbyte>(new Shape(1), [0], 1, 200);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Add), [a, a], [TestTensor.Output<sbyte>(new Shape(1), 1)]));
        Assert.Equal(FaultKind.ZeroPoint, e.Kind);
    }

    [Fact]
    public void OnlyAnInputOfTheOutputsShapeMayShareItsBytes()
    {
        OperandInfo Float(params int[] shape) => new(ElementType.Float32, new Shape(shape), TensorKind.Arena);
        OperandInfo[] inputs = [Float(2, 3), Float(3)], outputs = [Float(2, 3)];
        Assert.True(Add.MayRunInPlace(default, new OperandSet(inputs, outputs), 0));
        Assert.False(Add.MayRunInPlace(default, new OperandSet(inputs, outputs), 1));
    }
}
