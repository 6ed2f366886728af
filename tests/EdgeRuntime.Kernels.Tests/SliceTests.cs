using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SliceTests
{
    [Fact]
    public void TakesABox() => MovedElements.Check(
        new Slice { Begin = PerAxis.Of(1, 0, 2) }, new Shape(4, 3, 7), new Shape(2, 3, 4), at => [at[0] + 1, at[1], at[2] + 2]);

    [Fact]
    public void TakesOneElement() => MovedElements.Check(
        new Slice { Begin = PerAxis.Of(3, 2) }, new Shape(4, 3), new Shape(1, 1), at => [3, 2]);

    [Fact]
    public void RefusesABoxPastTheEnd()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Slice { Begin = PerAxis.Of(1, 1) }, [TestTensor.Output<sbyte>(new Shape(4, 3))], [TestTensor.Output<sbyte>(new Shape(3, 3))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    [Fact]
    public void RefusesANegativeBegin()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Slice { Begin = PerAxis.Of(-1, 0) }, [TestTensor.Output<sbyte>(new Shape(4, 3))], [TestTensor.Output<sbyte>(new Shape(3, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesNumbersPastTheRank()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new Slice { Begin = PerAxis.Of(0, 0, 1) }, [TestTensor.Output<sbyte>(new Shape(4, 3))], [TestTensor.Output<sbyte>(new Shape(4, 3))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }
}
