using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ReverseSequenceTests
{
    [Fact]
    public void ReversesTheFirstElementsOfEachBatch() => MovedElements.Check(
        new ReverseSequence { SequenceAxis = 1, BatchAxis = 0 },
        new Shape(3, 5, 2),
        new Shape(3, 5, 2),
        at => [at[0], Source(at[1], at[0] switch { 0 => 5, 1 => 2, _ => 0 }), at[2]],
        more: TestTensor.Of<int>(new Shape(3), [5, 2, 0]));

    [Fact]
    public void TakesTheAxesInEitherOrder() => MovedElements.Check(
        new ReverseSequence { SequenceAxis = 0, BatchAxis = 2 },
        new Shape(4, 3, 2),
        new Shape(4, 3, 2),
        at => [Source(at[0], at[2] == 0 ? 3 : 4), at[1], at[2]],
        more: TestTensor.Of<long>(new Shape(2), [3, 4]));

    [Fact]
    public void LengthsOutsideAreClamped() => MovedElements.Check(
        new ReverseSequence { SequenceAxis = 1, BatchAxis = 0 },
        new Shape(2, 3),
        new Shape(2, 3),
        at => [at[0], at[0] == 0 ? at[1] : 2 - at[1]],
        more: TestTensor.Of<int>(new Shape(2), [-5, int.MaxValue]));

    [Fact]
    public void RefusesOneAxisForBoth()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new ReverseSequence { SequenceAxis = 1, BatchAxis = 1 }, [TestTensor.Output<sbyte>(new Shape(2, 2)), TestTensor.Output<int>(new Shape(2))], [TestTensor.Output<sbyte>(new Shape(2, 2))]));
        Assert.Equal(FaultKind.Parameter, e.Kind);
    }

    [Fact]
    public void RefusesTooFewLengths()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            new ReverseSequence { SequenceAxis = 1 }, [TestTensor.Output<sbyte>(new Shape(3, 2)), TestTensor.Output<int>(new Shape(2))], [TestTensor.Output<sbyte>(new Shape(3, 2))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }

    private static int Source(int index, int length) => index < length ? length - 1 - index : index;
}
