using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class CastTests
{
    [Fact]
    public void RealsAreCutTowardZeroAndSaturate()
    {
        var x = TestTensor.Of<float>(new Shape(5), [1.9f, -1.9f, 1e10f, -1e10f, float.NaN]);
        Assert.Equal([1, -1, int.MaxValue, int.MinValue, 0], Run<Cast, int>(default, TestTensor.Output<int>(new Shape(5)), x));
        Assert.Equal([1, -1, 127, -128, 0], Run<Cast, sbyte>(default, TestTensor.Output<sbyte>(new Shape(5)), x));
        Assert.Equal([1, 0, 255, 0, 0], Run<Cast, byte>(default, TestTensor.Output<byte>(new Shape(5)), x));
        Assert.Equal([1, -1, 10_000_000_000, -10_000_000_000, 0], Run<Cast, long>(default, TestTensor.Output<long>(new Shape(5)), x));
    }

    [Fact]
    public void IntegersWrapAndWiden()
    {
        var x = TestTensor.Of<int>(new Shape(3), [300, -1, 7]);
        Assert.Equal([44, 255, 7], Run<Cast, byte>(default, TestTensor.Output<byte>(new Shape(3)), x));
        Assert.Equal([300, -1, 7], Run<Cast, long>(default, TestTensor.Output<long>(new Shape(3)), x));
        Assert.Equal([300, -1, 7], Run<Cast, float>(default, TestTensor.Output<float>(new Shape(3)), x));
    }

    [Fact]
    public void AnythingButZeroIsTrue()
    {
        var x = TestTensor.Of<float>(new Shape(4), [0, -0f, 0.1f, float.NaN]);
        Assert.Equal([false, false, true, true], Run<Cast, bool>(default, TestTensor.Output<bool>(new Shape(4)), x));
        var truth = TestTensor.Of<bool>(new Shape(2), [true, false]);
        Assert.Equal([1, 0], Run<Cast, float>(default, TestTensor.Output<float>(new Shape(2)), truth));
        Assert.Equal([1L, 0L], Run<Cast, long>(default, TestTensor.Output<long>(new Shape(2)), truth));
    }

    [Fact]
    public void UnsignedIntegersWrapAndRealsSaturate()
    {
        Assert.Equal([uint.MaxValue, 7u], Run<Cast, uint>(default, TestTensor.Output<uint>(new Shape(2)), TestTensor.Of<int>(new Shape(2), [-1, 7])));
        Assert.Equal([-1, 7], Run<Cast, int>(default, TestTensor.Output<int>(new Shape(2)), TestTensor.Of<uint>(new Shape(2), [uint.MaxValue, 7])));
        Assert.Equal([0u, uint.MaxValue, 3u], Run<Cast, uint>(default, TestTensor.Output<uint>(new Shape(3)), TestTensor.Of<float>(new Shape(3), [-2, 1e12f, 3.9f])));
        Assert.Equal([4294967296f], Run<Cast, float>(default, TestTensor.Output<float>(new Shape(1)), TestTensor.Of<ulong>(new Shape(1), [1UL << 32])));
    }

    [Fact]
    public void EveryPairOfTypesIsCovered()
    {
        var types = Enum.GetValues<ElementType>();
        foreach (var from in types)
        {
            foreach (var to in types)
            {
                var x = new TestTensor(new OperandInfo(from, new Shape(2), TensorKind.Arena), new byte[2 * from.SizeBytes()]);
                var y = new TestTensor(new OperandInfo(to, new Shape(2), TensorKind.Arena), new byte[2 * to.SizeBytes()]);
                Assert.Equal(y.Bytes, StepRunner.Run(default(Cast), [x], [y])[0]);
            }
        }
    }
}
