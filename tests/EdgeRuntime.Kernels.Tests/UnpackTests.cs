using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class UnpackTests
{
    [Theory]
    [InlineData(0, new[] { 0, 1, 2 }, new[] { 3, 4, 5 })]
    [InlineData(1, new[] { 0, 3 }, new[] { 1, 4 }, new[] { 2, 5 })]
    public void TakesTheAxisApart(int axis, params int[][] expected)
    {
        var x = TestTensor.Of<int>(new Shape(2, 3), [0, 1, 2, 3, 4, 5]);
        var y = StepRunner.Run(
            new Unpack { Axis = axis }, [x], [.. expected.Select(e => TestTensor.Output<int>(new Shape(e.Length)))], workers: 2);
        Assert.Equal(expected, y.Select(bytes => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, int>(bytes).ToArray()));
    }

    [Fact]
    public void IsUndoneByPack()
    {
        var x = TestTensor.Random<short>(new Random(3), new Shape(2, 3, 2, 5));
        var part = TestTensor.Output<short>(new Shape(2, 2, 5));
        var parts = StepRunner.Run(new Unpack { Axis = 1 }, [x], [part, part, part]);
        var again = StepRunner.Run(new Pack { Axis = 1 }, [.. parts.Select(p => part with { Bytes = p })], [TestTensor.Output<short>(x.Info.Shape)]);
        Assert.Equal(x.Bytes, again[0]);
    }

    [Fact]
    public void RefusesTooFewOutputs()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Unpack), [TestTensor.Output<sbyte>(new Shape(3, 2))], [TestTensor.Output<sbyte>(new Shape(2)), TestTensor.Output<sbyte>(new Shape(2))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesAnAxisOutside()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Unpack { Axis = 2 }, [TestTensor.Output<sbyte>(new Shape(3, 2))], [TestTensor.Output<sbyte>(new Shape(2)), TestTensor.Output<sbyte>(new Shape(2)), TestTensor.Output<sbyte>(new Shape(2))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
