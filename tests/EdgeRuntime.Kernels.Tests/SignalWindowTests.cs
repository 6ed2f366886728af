using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalWindowTests
{
    [Fact]
    public void MultipliesShiftsDownAndSaturates()
    {
        // 100 * 2048 / 4096 = 50; -3 * 2048 / 4096 = -1.5, cut down to -2; 32767 * 8192 / 4096 is beyond 16 bits.
        var x = TestTensor.Of<short>(new Shape(2, 3), [100, -3, 32767, 7, 0, -32768]);
        var weights = TestTensor.Of<short>(new Shape(3), [2048, 2048, 8192]);
        Assert.Equal([50, -2, 32767, 3, 0, -32768], Run<SignalWindow, short>(new SignalWindow { Shift = 12 }, TestTensor.Output<short>(new Shape(2, 3)), x, weights));
    }

    [Fact]
    public void TheLawWantsAWeightForEverySample()
    {
        var (x, weights) = (TestTensor.Of<short>(new Shape(3), [1, 2, 3]), TestTensor.Of<short>(new Shape(2), [1, 2]));
        Assert.Throws<LawException>(() => StepRunner.Run(default(SignalWindow), [x, weights], [TestTensor.Output<short>(new Shape(3))]));
    }
}
