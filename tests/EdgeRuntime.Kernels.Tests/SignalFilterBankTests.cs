using EdgeRuntime.Model;
using TestKit;

namespace EdgeRuntime.Kernels.Tests;

public class SignalFilterBankTests
{
    [Fact]
    public void AFrequencyGivesToItsChannelAndTheNext()
    {
        // The channel before the first hands 4 * 10 on; channel 0 adds 3 * 20 + 2 * 30 and hands 1 * 20 + 5 * 30 on; channel 1 adds 7 * 40.
        var y = Run([10, 20, 30, 40], [9, 3, 2, 7], [4, 1, 5, 6], [0, 1, 3], [0, 1, 3], [1, 2, 1]);
        Assert.Equal([40ul + 60 + 60, 20ul + 150 + 280], y);
    }

    [Fact]
    public void ProductsTakeSixtyFourBits() =>
        Assert.Equal([2ul * uint.MaxValue * 4096, 0ul], Run([uint.MaxValue, uint.MaxValue], [4096, 4096], [0, 0], [0, 0, 0], [0, 0, 0], [0, 2, 0]));

    [Fact]
    public void TablesThatPointOutsideAddNothing() =>
        Assert.Equal([0ul, 3ul * 20], Run([10, 20], [3, 3], [0, 0], [-1, 30000, 1], [0, 0, 1], [1, 5, 32767]));

    private static ulong[] Run(uint[] energies, short[] weights, short[] unweights, short[] frequencyStarts, short[] weightStarts, short[] widths) =>
        Elementwise.Run<SignalFilterBank, ulong>(
            new SignalFilterBank { Channels = 2 }, TestTensor.Output<ulong>(new Shape(2)), TestTensor.Of<uint>(new Shape(energies.Length), energies),
            Table(weights), Table(unweights), Table(frequencyStarts), Table(weightStarts), Table(widths));

    private static TestTensor Table(short[] elements)
    {
        var tensor = TestTensor.Of<short>(new Shape(elements.Length), elements);
        return tensor with { Info = tensor.Info with { Kind = TensorKind.Constant } };
    }
}
