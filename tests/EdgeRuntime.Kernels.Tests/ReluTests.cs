using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class ReluTests
{
    [Fact]
    public void FloatKeepsPositivesAndClearsNegatives()
    {
        var x = TestTensor.Of<float>(new Shape(1, 5), [-2f, -0f, 0f, 0.5f, 3f]);
        var y = StepRunner.Run(default(Relu), [x], [TestTensor.Output<float>(x.Info.Shape)]);
        Assert.Equal([0f, 0f, 0f, 0.5f, 3f], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(y[0]).ToArray());
    }

    [Fact]
    public void Int8RescalesAndClampsAtTheZeroPoint()
    {
        // real = 0.5 * (q + 1); output real = 0.25 * (q - 10): -64.5 -> 0 -> 10, 0 -> 10, 1 -> 14, 64 -> 266 -> 127.
        var x = TestTensor.Of<sbyte>(new Shape(4), [-128, -1, 1, 127], 0.5f, -1);
        var y = StepRunner.Run(default(Relu), [x], [TestTensor.Output<sbyte>(x.Info.Shape, 0.25f, 10)]);
        Assert.Equal([10, 10, 14, 127], Array.ConvertAll(y[0], b => (int)(sbyte)b));
    }

    [Fact]
    public void TheLawRefusesAnotherShape()
    {
        var x = TestTensor.Of<float>(new Shape(4), new float[4]);
        var e = Assert.Throws<LawException>(() => StepRunner.Run(default(Relu), [x], [TestTensor.Output<float>(new Shape(5))]));
        Assert.Equal(FaultKind.OperandShape, e.Kind);
    }
}
