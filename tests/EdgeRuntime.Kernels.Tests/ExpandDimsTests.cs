using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ExpandDimsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void InsertsAOne(int axis)
    {
        int[] output = [3, 5];
        MovedElements.Check(
            new ExpandDims { Axis = axis }, new Shape(3, 5), new Shape([.. output[..axis], 1, .. output[axis..]]), at => [.. at[..axis], .. at[(axis + 1)..]]);
    }

    [Fact]
    public void RefusesAnAxisPastTheEnd()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new ExpandDims { Axis = 3 }, [TestTensor.Output<sbyte>(new Shape(3, 5))], [TestTensor.Output<sbyte>(new Shape(3, 5, 1))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesTheOneElsewhere()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new ExpandDims { Axis = 0 }, [TestTensor.Output<sbyte>(new Shape(3, 5))], [TestTensor.Output<sbyte>(new Shape(3, 1, 5))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }
}
