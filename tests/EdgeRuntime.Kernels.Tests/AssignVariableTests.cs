using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class AssignVariableTests
{
    [Fact]
    public void StoresTheSource()
    {
        var source = TestTensor.Of<float>(new Shape(2, 2), [1, 2, 3, 4]);
        var y = StepRunner.Run(default(AssignVariable), [source], [Variable(new Shape(2, 2))]);
        Assert.Equal(source.Bytes, y[0]);
    }

    [Fact]
    public void TheLawAsksForAVariableOfTheSameShape()
    {
        var source = TestTensor.Of<float>(new Shape(2, 2), [1, 2, 3, 4]);
        Assert.Equal(FaultKind.OperandShape, Fault(source, Variable(new Shape(4))));
        Assert.Equal(FaultKind.OperandKind, Fault(source, TestTensor.Output<float>(new Shape(2, 2))));
    }

    private static FaultKind Fault(TestTensor source, TestTensor target) =>
        Assert.Throws<LawException>(() => StepRunner.Run(default(AssignVariable), [source], [target])).Kind;

    private static TestTensor Variable(Shape shape)
    {
        var tensor = TestTensor.Output<float>(shape);
        return tensor with { Info = tensor.Info with { Kind = TensorKind.Variable } };
    }
}
