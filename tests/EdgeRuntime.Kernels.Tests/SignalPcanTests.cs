using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalPcanTests
{
    [Fact]
    public void QuietChannelsShrinkBySquaresLoudOnesByOne()
    {
        // Gain 4096 at every small noise, shifted away again: snr is the signal itself, 12 fractional bits.
        // 1.0: 1 / 4 with 6 fractional bits; 2.0 and 3.0: less one.
        var gains = Gains((0, 4096), (1, 4096), (2, 4096));
        Assert.Equal([16u, 64u, 128u], Shrunk(12, gains, [4096, 8192, 12288], [0, 1, 2]));
    }

    [Fact]
    public void GainsAreParabolasThroughOctavesOfTheNoise()
    {
        // Noise 12 has 4 bits; its octave starts at 4 * 4 - 6 = 10; 12 lies half way between 8 and 16, at 512 of 1024.
        // ((16 * 512 / 32) + 64 * 32) * 512 = (256 + 2048) * 512 = 1179648, / 32768 = 36; gain 1000 + 36.
        var gains = Gains((10, 1000), (11, 64), (12, 16));
        Assert.Equal([((1036u * 64) >> 6) - 64], Shrunk(0, gains, [64], [12]));
    }

    private static uint[] Shrunk(int shift, TestTensor gains, uint[] signal, uint[] noise) => Run<SignalPcan, uint>(
        new SignalPcan { SnrShift = shift }, TestTensor.Output<uint>(new Shape(signal.Length)),
        TestTensor.Of<uint>(new Shape(signal.Length), signal), TestTensor.Of<uint>(new Shape(noise.Length), noise), gains);

    private static TestTensor Gains(params (int Index, int Value)[] values)
    {
        var table = new short[SignalPcan.GainTableLength];
        foreach (var (index, value) in values)
        {
            table[index] = (short)value;
        }

        return TestTensor.Of<short>(new Shape(table.Length), table);
    }
}
