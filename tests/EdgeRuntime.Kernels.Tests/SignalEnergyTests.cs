using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalEnergyTests
{
    [Fact]
    public void SquaresWithinTheRange()
    {
        var x = TestTensor.Of<short>(new Shape(8), [9, 9, 3, -4, -32768, -32768, 9, 9]);
        var record = new SignalEnergy { StartIndex = 1, EndIndex = 3 };
        Assert.Equal([0u, 25u, 1u << 31, 0u], Run<SignalEnergy, uint>(record, TestTensor.Output<uint>(new Shape(4)), x));
    }

    [Fact]
    public void TheLawRefusesFrequenciesThatAreNotThere()
    {
        var x = TestTensor.Of<short>(new Shape(4), new short[4]);
        Assert.Throws<LawException>(() => StepRunner.Run(new SignalEnergy { EndIndex = 3 }, [x], [TestTensor.Output<uint>(new Shape(2))]));
        Assert.Throws<LawException>(() => StepRunner.Run(new SignalEnergy { StartIndex = 2, EndIndex = 1 }, [x], [TestTensor.Output<uint>(new Shape(2))]));
    }
}
