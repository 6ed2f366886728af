using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class PackTests
{
    [Theory]
    [InlineData(0, new[] { 0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23 })]
    [InlineData(1, new[] { 0, 1, 10, 11, 20, 21, 2, 3, 12, 13, 22, 23 })]
    [InlineData(2, new[] { 0, 10, 20, 1, 11, 21, 2, 12, 22, 3, 13, 23 })]
    public void StacksAlongTheNewAxis(int axis, int[] expected)
    {
        var inputs = new[] { 0, 10, 20 }.Select(i => TestTensor.Of<int>(new Shape(2, 2), [i, i + 1, i + 2, i + 3])).ToArray();
        int[] output = [2, 2];
        var y = StepRunner.Run(
            new Pack { Axis = axis }, inputs, [TestTensor.Output<int>(new Shape([.. output[..axis], 3, .. output[axis..]]))], workers: 2);
        Assert.Equal(expected, System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(y[0]).ToArray());
    }

    [Fact]
    public void StacksScalars()
    {
        var inputs = new sbyte[] { 5, -6 }.Select(v => TestTensor.Of<sbyte>(new Shape(), [v])).ToArray();
        Assert.Equal(new byte[] { 5, 250 }, StepRunner.Run(default(Pack), inputs, [TestTensor.Output<sbyte>(new Shape(2))])[0]);
    }

    [Fact]
    public void RefusesInputsOfOtherShape()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Pack), [TestTensor.Output<sbyte>(new Shape(2)), TestTensor.Output<sbyte>(new Shape(3))], [TestTensor.Output<sbyte>(new Shape(2, 2))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesAnotherOutput()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Pack), [TestTensor.Output<sbyte>(new Shape(2)), TestTensor.Output<sbyte>(new Shape(2))], [TestTensor.Output<sbyte>(new Shape(2, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }
}
