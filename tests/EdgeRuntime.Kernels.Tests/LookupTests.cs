using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class LookupTests
{
    private static TestTensor Table(int count = 256) => new(
        new OperandInfo(ElementType.UInt8, new Shape(count), TensorKind.Constant), [.. Enumerable.Range(0, count).Select(i => (byte)(255 - i))]);

    [Fact]
    public void TheEntryOfTheUnsignedByteIsTaken()
    {
        var x = TestTensor.Of<sbyte>(new Shape(4), [0, 1, -1, -128]);
        Assert.Equal([255, 254, 0, 127], Run<Lookup, byte>(default, TestTensor.Output<byte>(new Shape(4)), x, Table()));
    }

    [Fact]
    public void TheLawRefusesAShortTableAndAComputedOne()
    {
        var x = TestTensor.Of<sbyte>(new Shape(1), [0]);
        var output = TestTensor.Output<sbyte>(new Shape(1));
        Assert.Equal(FaultKind.OperandShape, Assert.Throws<LawException>(() => StepRunner.Run(default(Lookup), [x, Table(255)], [output])).Kind);
        var computed = TestTensor.Of<byte>(new Shape(256), new byte[256]);
        Assert.Equal(FaultKind.OperandKind, Assert.Throws<LawException>(() => StepRunner.Run(default(Lookup), [x, computed], [output])).Kind);
    }
}
