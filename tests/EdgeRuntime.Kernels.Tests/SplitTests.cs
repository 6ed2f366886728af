using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SplitTests
{
    [Fact]
    public void CutsUnequalPartsInOrder()
    {
        var x = TestTensor.Of<short>(new Shape(2, 4), [0, 1, 2, 3, 4, 5, 6, 7]);
        var y = StepRunner.Run(
            new Split { Axis = 1 }, [x], [TestTensor.Output<short>(new Shape(2, 1)), TestTensor.Output<short>(new Shape(2, 3))], workers: 2);
        Assert.Equal([0, 4], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(y[0]).ToArray());
        Assert.Equal([1, 2, 3, 5, 6, 7], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(y[1]).ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void IsUndoneByConcatenation(int axis)
    {
        var x = TestTensor.Random<long>(new Random(5), new Shape(4, 4, 4));
        var part = new Shape(4, 4, 4) { [axis] = 2 };
        var parts = StepRunner.Run(new Split { Axis = axis }, [x], [TestTensor.Output<long>(part), TestTensor.Output<long>(part)]);
        var again = StepRunner.Run(
            new Concatenation { Axis = axis }, [.. parts.Select(p => new TestTensor(TestTensor.Output<long>(part).Info, p))], [TestTensor.Output<long>(x.Info.Shape)]);
        Assert.Equal(x.Bytes, again[0]);
    }

    [Fact]
    public void RefusesPartsThatLeaveSomethingOver()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Split { Axis = 0 }, [TestTensor.Output<sbyte>(new Shape(4, 3))], [TestTensor.Output<sbyte>(new Shape(2, 3)), TestTensor.Output<sbyte>(new Shape(1, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesNoOutputs()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Split { Axis = 0 }, [TestTensor.Output<sbyte>(new Shape(4, 3))], []));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
