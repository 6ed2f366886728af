using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class QuantizeLinearTests
{
    [Fact]
    public void HalvesGoToTheEvenInteger()
    {
        var x = TestTensor.Of<float>(new Shape(6), [1, 3, 5, -1, -3, 4.2f]);
        Assert.Equal([(sbyte)0, (sbyte)2, (sbyte)2, (sbyte)0, (sbyte)-2, (sbyte)2], Run<QuantizeLinear, sbyte>(default, TestTensor.Output<sbyte>(new Shape(6), 2), x));
        Assert.Equal([(byte)10, (byte)12, (byte)12, (byte)10, (byte)8, (byte)12], Run<QuantizeLinear, byte>(default, TestTensor.Output<byte>(new Shape(6), 2, 10), x));
    }

    [Fact]
    public void Saturates()
    {
        var x = TestTensor.Of<float>(new Shape(3), [1e30f, -1e30f, float.NaN]);
        Assert.Equal([short.MaxValue, short.MinValue, (short)5], Run<QuantizeLinear, short>(default, TestTensor.Output<short>(new Shape(3), 1, 5), x));
    }

    [Fact]
    public void TheLawWantsOneScale()
    {
        var x = TestTensor.Of<float>(new Shape(1), [1]);
        Assert.Throws<LawException>(() => Run<QuantizeLinear, sbyte>(default, TestTensor.Output<sbyte>(new Shape(1)), x));
    }
}
