using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class MeanTests
{
    [Theory]
    [InlineData(0b0110, 1)]
    [InlineData(0b0110, 0)]
    [InlineData(0b1001, 0)]
    [InlineData(0b0101, 1)]
    [InlineData(0b1111, 0)]
    [InlineData(0b0000, 1)]
    public void FloatAgreesWithDoubleArithmetic(int mask, int keepDims)
    {
        var random = new Random(mask);
        var shape = new Shape(2, 3, 4, 5);
        var x = TestTensor.Random<float>(random, shape);
        var output = new Shape([.. Enumerable.Range(0, 4).Where(a => keepDims == 1 || (mask >> a & 1) == 0).Select(a => (mask >> a & 1) == 1 ? 1 : shape[a])]);
        var y = Run<float>(new Mean { AxisMask = mask, KeepDims = keepDims }, x, output, workers: 2);
        var elements = x.As<float>();
        var expected = MovedElements.Coordinates(shape)
            .Select((at, i) => (Key: string.Join(',', at.Where((_, a) => (mask >> a & 1) == 0)), Value: (double)elements[i]))
            .GroupBy(e => e.Key).Select(g => g.Average(e => e.Value)).ToArray();
        Assert.Equal(expected.Length, y.Length);
        Assert.All(expected.Zip(y), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(33)]
    [InlineData(64)]
    public void FloatVariantsGiveTheBitsOfTheReference(int channels)
    {
        var x = TestTensor.Random<float>(new Random(channels), new Shape(2, 7, 5, channels));
        TestTensor[] inputs = [x], outputs = [TestTensor.Output<float>(new Shape(2, channels))];
        var record = new Mean { AxisMask = 0b0110 };
        var expected = StepRunner.Run(record, inputs, outputs)[0];
        Assert.All(StepRunner.VariantsFor(record, inputs, outputs), variant =>
        {
            Assert.Equal(expected, StepRunner.Run(record, inputs, outputs, variant)[0]);
            Assert.Equal(expected, StepRunner.Run(record, inputs, outputs, variant, workers: 3)[0]);
        });
    }

    [Fact]
    public void Int8RescalesTheSumOnce()
    {
        // real sum of (q - 2) * 0.5 over 3: (8 + 1 + 1) * 0.5 / 3 = 1.667 -> / 0.25 = 6.67 -> 7, + zero point -1 = 6.
        var x = TestTensor.Of<sbyte>(new Shape(1, 3), [10, 3, 3], 0.5f, 2);
        Assert.Equal([(sbyte)6], Run<sbyte>(new Mean { AxisMask = 2 }, x, new Shape(1), 0.25f, -1));
    }

    [Fact]
    public void SaturatesAtTheOutputsRange()
    {
        var x = TestTensor.Of<byte>(new Shape(2), [255, 255], 1f);
        Assert.Equal([(byte)255], Run<byte>(new Mean { AxisMask = 1 }, x, new Shape(), 0.5f));
        var s = TestTensor.Of<short>(new Shape(2), [-32768, -32768], 1f);
        Assert.Equal([short.MinValue], Run<short>(new Mean { AxisMask = 1, KeepDims = 1 }, s, new Shape(1), 0.5f));
    }

    [Fact]
    public void TheLawRefusesAxesThatAreNotThere()
    {
        var x = TestTensor.Of<float>(new Shape(2, 2), new float[4]);
        Assert.Throws<LawException>(() => Run<float>(new Mean { AxisMask = 4 }, x, new Shape(2, 2)));
        Assert.Throws<LawException>(() => Run<float>(new Mean { AxisMask = 1 }, x, new Shape(1, 2)));
    }

    private static T[] Run<T>(Mean record, TestTensor x, Shape output, float scale = 0, int zeroPoint = 0, int workers = 1) where T : unmanaged =>
        MemoryMarshal.Cast<byte, T>(StepRunner.Run(record, [x], [TestTensor.Output<T>(output, scale, zeroPoint)], workers: workers)[0]).ToArray();
}
