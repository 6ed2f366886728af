using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class QuantizeTests
{
    [Fact]
    public void FloatRoundsHalfAwayFromZeroAndSaturates()
    {
        var x = TestTensor.Of<float>(new Shape(8), [0.25f, -0.25f, 0.74f, 1e30f, -1e30f, float.PositiveInfinity, float.NaN, 10]);
        Assert.Equal([4, 2, 4, 127, -128, 127, 3, 23], Run<Quantize, sbyte>(default, TestTensor.Output<sbyte>(new Shape(8), 0.5f, 3), x));
        Assert.Equal([4, 2, 4, 255, 0, 255, 3, 23], Run<Quantize, byte>(default, TestTensor.Output<byte>(new Shape(8), 0.5f, 3), x));
    }

    [Fact]
    public void BytesChangeSignByTheirZeroPoint()
    {
        var x = AllOf<byte>(0.0078125f, 128);
        var y = Run<Quantize, sbyte>(default, TestTensor.Output<sbyte>(new Shape(256), 0.0078125f, 0), x);
        Assert.Equal(Enumerable.Range(0, 256).Select(i => (sbyte)(i - 128)), y);
    }

    [Fact]
    public void IntegersOfAnyWidthRescaleToAnyOther()
    {
        var random = new Random(3);
        TestTensor[] inputs =
        [
            AllOf<sbyte>(0.05f, 7), AllOf<byte>(0.031f, 100), TestTensor.Random<short>(random, new Shape(256), 0.0004f),
            TestTensor.Of<int>(new Shape(256), [.. Enumerable.Range(0, 256).Select(_ => random.Next(-1_000_000, 1_000_000))], 0.00001f),
        ];
        foreach (var x in inputs)
        {
            Check(x, TestTensor.Output<sbyte>(new Shape(256), 0.1f, -3));
            Check(x, TestTensor.Output<byte>(new Shape(256), 0.1f, 140));
            Check(x, TestTensor.Output<short>(new Shape(256), 0.0007f));
            Check(x, TestTensor.Output<int>(new Shape(256), 0.00037f));
        }

        static void Check(TestTensor x, TestTensor output) => MatchesFunction(default(Quantize), x, output, v => v, 1.001);
    }

    [Fact]
    public void TheLawRefusesAnOutputWithoutScale()
    {
        var x = TestTensor.Of<float>(new Shape(1), [0]);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Quantize), [x], [TestTensor.Output<sbyte>(new Shape(1))]));
        Assert.Equal(FaultKind.Quantization, e.Kind);
    }
}
