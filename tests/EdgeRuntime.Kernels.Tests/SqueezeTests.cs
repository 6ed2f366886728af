using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SqueezeTests
{
    [Fact]
    public void DropsOnesAndKeepsElements() => MovedElements.Check(
        default(Squeeze), new Shape(1, 3, 1, 5), new Shape(3, 5), at => [0, at[0], 0, at[1]]);

    [Fact]
    public void MayKeepSomeOnes() => MovedElements.Check(
        default(Squeeze), new Shape(1, 3, 1, 5), new Shape(3, 1, 5), at => [0, at[0], 0, at[2]]);

    [Fact]
    public void RefusesToMergeDimensions()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Squeeze), [TestTensor.Output<sbyte>(new Shape(1, 3, 5))], [TestTensor.Output<sbyte>(new Shape(15))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesToAddDimensions()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Squeeze), [TestTensor.Output<sbyte>(new Shape(3, 5))], [TestTensor.Output<sbyte>(new Shape(1, 3, 5))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }
}
