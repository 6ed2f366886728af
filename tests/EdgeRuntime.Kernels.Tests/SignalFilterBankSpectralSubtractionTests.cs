using System.Runtime.InteropServices;
using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SignalFilterBankSpectralSubtractionTests
{
    private static readonly SignalFilterBankSpectralSubtraction Quarter = new()
    {
        // 1/4 of the new frame in even channels, 1/2 in odd ones; 1/8 of the signal always stays.
        Smoothing = 64,
        OneMinusSmoothing = 192,
        AlternateSmoothing = 128,
        AlternateOneMinusSmoothing = 128,
        MinSignalRemaining = 32,
        SmoothingBits = 2,
        SpectralSubtractionBits = 8,
    };

    [Fact]
    public void TheEstimateFollowsTheSignal()
    {
        var state = State(0, 0);

        // scaled 400; noise 100 and 200; left (400 - 100) / 4 and (400 - 200) / 4.
        Gives([75, 50], [100, 200], Step(Quarter, state, 100, 100));

        // scaled 400; noise 100 + 75 and 200 + 100.
        Gives([56, 25], [175, 300], Step(Quarter, state, 100, 100));
        Assert.Equal([175u, 300u], state.As<uint>());
    }

    [Theory]
    [InlineData(0, 3016u)]
    [InlineData(1, 64u)]
    public void ShareOfTheSignalStays(int clamping, uint estimate)
    {
        // scaled 64, noise (64 + 4000 * 3) / 4 = 3016 above it: nothing would be left but 16 / 8.
        var (left, noise) = Step(Quarter with { Clamping = clamping }, State(4000, 0), 16, 0);
        Assert.Equal((2u, estimate), (left[0], noise[0]));
    }

    private static void Gives(uint[] left, uint[] noise, (uint[] Left, uint[] Noise) actual)
    {
        Assert.Equal(left, actual.Left);
        Assert.Equal(noise, actual.Noise);
    }

    private static TestTensor State(params uint[] values)
    {
        var state = TestTensor.Of<uint>(new Shape(values.Length), values);
        return state with { Info = state.Info with { Kind = TensorKind.Variable } };
    }

    private static (uint[] Left, uint[] Noise) Step(SignalFilterBankSpectralSubtraction record, TestTensor state, params uint[] signal)
    {
        var shape = new Shape(signal.Length);
        var y = StepRunner.Run(record, [TestTensor.Of<uint>(shape, signal), state], [TestTensor.Output<uint>(shape), TestTensor.Output<uint>(shape)]);
        return (MemoryMarshal.Cast<byte, uint>(y[0]).ToArray(), MemoryMarshal.Cast<byte, uint>(y[1]).ToArray());
    }
}
