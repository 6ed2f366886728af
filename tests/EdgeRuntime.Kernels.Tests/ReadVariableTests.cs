using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ReadVariableTests
{
    [Fact]
    public void CopiesTheState()
    {
        var state = Variable([1, -2, 3]);
        var y = StepRunner.Run(default(ReadVariable), [state], [TestTensor.Output<short>(new Shape(3))]);
        Assert.Equal(state.Bytes, y[0]);
    }

    [Fact]
    public void TheLawAsksForAVariable()
    {
        var e = Assert.Throws<LawException>(() => StepRunner.Run(
            default(ReadVariable), [TestTensor.Of<short>(new Shape(3), [1, -2, 3])], [TestTensor.Output<short>(new Shape(3))]));
        Assert.Equal(FaultKind.OperandKind, e.Kind);
    }

    private static TestTensor Variable(short[] elements)
    {
        var tensor = TestTensor.Of<short>(new Shape(elements.Length), elements);
        return tensor with { Info = tensor.Info with { Kind = TensorKind.Variable } };
    }
}
