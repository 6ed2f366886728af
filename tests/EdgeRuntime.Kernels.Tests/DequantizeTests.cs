using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class DequantizeTests
{
    [Fact]
    public void EveryTypeSubtractsTheZeroPointAndScales()
    {
        Assert.Equal([-63.5f, 0.5f, 64], Run<Dequantize, float>(default, TestTensor.Output<float>(new Shape(3)), TestTensor.Of<sbyte>(new Shape(3), [-128, 0, 127], 0.5f, -1)));
        Assert.Equal([-0.75f, 63], Run<Dequantize, float>(default, TestTensor.Output<float>(new Shape(2)), TestTensor.Of<byte>(new Shape(2), [0, 255], 0.25f, 3)));
        Assert.Equal([-8192, 0.25f], Run<Dequantize, float>(default, TestTensor.Output<float>(new Shape(2)), TestTensor.Of<short>(new Shape(2), [-32768, 1], 0.25f)));
        Assert.Equal([1e9f], Run<Dequantize, float>(default, TestTensor.Output<float>(new Shape(1)), TestTensor.Of<int>(new Shape(1), [2_000_000_000], 0.5f)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void ChannelsHaveTheirOwnScale(int axis)
    {
        var shape = new Shape(2, 3, 4);
        var elements = Enumerable.Range(-12, 24).Select(i => (sbyte)i).ToArray();
        float[] scales = [.. Enumerable.Range(1, shape[axis]).Select(i => i / 4f)];
        var y = Run<Dequantize, float>(new Dequantize { ChannelAxis = axis }, TestTensor.Output<float>(shape), TestTensor.PerChannel<sbyte>(shape, elements, axis, scales));
        for (var i = 0; i < y.Length; i++)
        {
            int[] index = [i / 12, i / 4 % 3, i % 4];
            Assert.Equal(elements[i] * scales[index[axis]], y[i]);
        }
    }

    [Fact]
    public void TheLawRefusesAnotherChannelAxisThanTheInputs()
    {
        var x = TestTensor.PerChannel<sbyte>(new Shape(2, 2), [1, 2, 3, 4], 1, 1, 2);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Dequantize), [x], [TestTensor.Output<float>(new Shape(2, 2))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
