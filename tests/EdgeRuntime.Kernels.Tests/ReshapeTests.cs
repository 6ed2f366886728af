using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ReshapeTests
{
    [Fact]
    public void KeepsTheOrderOfElements() => MovedElements.Check(
        default(Reshape), new Shape(2, 3, 4), new Shape(6, 4), at => [at[0] / 3, at[0] % 3, at[1]]);

    [Fact]
    public void MayShareItsBytes() =>
        Assert.True(OperatorLaws.For(OpCode.Reshape)!.MayRunInPlace([], new OperandSet([default], [default]), 0));

    [Fact]
    public void RefusesAnotherElementCount()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Reshape), [TestTensor.Output<sbyte>(new Shape(2, 3))], [TestTensor.Output<sbyte>(new Shape(7))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesAnotherType()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(Reshape), [TestTensor.Output<sbyte>(new Shape(2, 3))], [TestTensor.Output<short>(new Shape(6))]));
        Assert.Equal(FaultKind.OperandType, e.Kind);
    }
}
