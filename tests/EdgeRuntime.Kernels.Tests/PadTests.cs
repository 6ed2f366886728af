using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class PadTests
{
    [Fact]
    public void SurroundsWithTheOutputsZeroPoint() => MovedElements.Check(
        new Pad { Before = PerAxis.Of(0, 1, 2), After = PerAxis.Of(1, 0, 3) },
        new Shape(2, 3, 4),
        new Shape(3, 4, 9),
        at => at[0] < 2 && at[1] >= 1 && at[2] >= 2 && at[2] < 6 ? [at[0], at[1] - 1, at[2] - 2] : null,
        outside: -77);

    [Fact]
    public void UInt8PadsWithItsZeroPoint()
    {
        var x = TestTensor.Of<byte>(new Shape(2), [1, 2], 0.5f, 128);
        var y = StepRunner.Run(
            new Pad { Before = PerAxis.Of(1), After = PerAxis.Of(2) }, [x], [TestTensor.Output<byte>(new Shape(5), 0.5f, 128)]);
        Assert.Equal(new byte[] { 128, 1, 2, 128, 128 }, y[0]);
    }

    [Fact]
    public void RefusesAnotherShape()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Pad { Before = PerAxis.Of(1) }, [TestTensor.Output<sbyte>(new Shape(4))], [TestTensor.Output<sbyte>(new Shape(6))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesNegativeMargins()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Pad { Before = PerAxis.Of(-1), After = PerAxis.Of(1) }, [TestTensor.Output<sbyte>(new Shape(4))], [TestTensor.Output<sbyte>(new Shape(4))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
