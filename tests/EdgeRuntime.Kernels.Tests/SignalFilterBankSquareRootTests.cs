using EdgeRuntime.Model;
using TestKit;
using static EdgeRuntime.Kernels.Tests.Elementwise;

namespace EdgeRuntime.Kernels.Tests;

public class SignalFilterBankSquareRootTests
{
    [Theory]
    [InlineData(0ul, 0u)]
    [InlineData(2ul, 1u)]
    [InlineData(3ul, 2u)]
    [InlineData(6ul, 2u)]
    [InlineData(7ul, 3u)]
    [InlineData(1ul << 40, 1u << 20)]
    [InlineData(uint.MaxValue, 65535u)]
    [InlineData(18446744065119617025ul, uint.MaxValue)]
    [InlineData(18446744065119617024ul, uint.MaxValue)]
    [InlineData(ulong.MaxValue, uint.MaxValue)]
    public void RoundsToTheNearest(ulong value, uint expected) => Assert.Equal([expected], Roots([value], 0));

    [Fact]
    public void ThenShiftsDown() => Assert.Equal([25u, 2u], Roots([10000, 100], 2));

    /// <summary>Lines of values, of bits and of results in turn, which the library that defines the operator ships with its own tests.</summary>
    [SharedFact]
    public void GivesWhatTheReferenceGives()
    {
        var lines = File.ReadAllLines(Shared.PathOf("models/tflite-micro/python/tflite_micro/signal/ops/testdata/filter_bank_square_root_test1.txt"));
        Assert.True(lines.Length >= 3);
        for (var i = 0; i + 2 < lines.Length; i += 3)
        {
            Assert.Equal(Numbers(lines[i + 2]).Select(n => (uint)n), Roots(Numbers(lines[i]), int.Parse(lines[i + 1])));
        }
    }

    private static ulong[] Numbers(string line) => [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ulong.Parse)];

    private static uint[] Roots(ulong[] values, int bits) => Run<SignalFilterBankSquareRoot, uint>(
        default, TestTensor.Output<uint>(new Shape(values.Length)), TestTensor.Of<ulong>(new Shape(values.Length), values), TestTensor.Of<int>(new Shape(), [bits]));
}
