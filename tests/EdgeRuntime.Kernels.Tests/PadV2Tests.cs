using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class PadV2Tests
{
    [Fact]
    public void SurroundsWithTheValueGiven()
    {
        var x = TestTensor.Of<float>(new Shape(1, 2), [1, 2]);
        var y = StepRunner.Run(
            new PadV2 { Before = PerAxis.Of(1, 0), After = PerAxis.Of(0, 1) },
            [x, TestTensor.Of<float>(new Shape(1), [-9])],
            [TestTensor.Output<float>(new Shape(2, 3))]);
        Assert.Equal([-9, -9, -9, 1, 2, -9], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(y[0]).ToArray());
    }

    [Fact]
    public void TakesTheStoredInt8Value()
    {
        var x = TestTensor.Of<sbyte>(new Shape(2), [1, 2], 0.5f, 3);
        var y = StepRunner.Run(
            new PadV2 { After = PerAxis.Of(1) }, [x, TestTensor.Of<sbyte>(new Shape(), [-7], 0.5f, 3)], [TestTensor.Output<sbyte>(new Shape(3), 0.5f, 3)]);
        Assert.Equal(new byte[] { 1, 2, 249 }, y[0]);
    }

    [Fact]
    public void RefusesTwoValues()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new PadV2 { Before = PerAxis.Of(1) }, [TestTensor.Output<sbyte>(new Shape(4)), TestTensor.Output<sbyte>(new Shape(2))], [TestTensor.Output<sbyte>(new Shape(5))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesAValueOfAnotherType()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new PadV2 { Before = PerAxis.Of(1) }, [TestTensor.Output<sbyte>(new Shape(4)), TestTensor.Output<short>(new Shape(1))], [TestTensor.Output<sbyte>(new Shape(5))]));
        Assert.Equal(FaultKind.OperandType, e.Kind);
    }
}
