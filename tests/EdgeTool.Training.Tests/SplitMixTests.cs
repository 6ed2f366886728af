namespace EdgeTool.Training.Tests;

public class SplitMixTests
{
    [Fact]
    public void GivesThePublishedSequence()
    {
        // The authors' reference implementation, seed 1234567.
        var random = new SplitMix(1234567);
        Assert.Equal(6457827717110365317UL, random.NextBits());
        Assert.Equal(3203168211198807973UL, random.NextBits());
        Assert.Equal(9817491932198370423UL, random.NextBits());
    }

    [Fact]
    public void NormalNumbersHaveMeanZeroAndDeviationOne()
    {
        var random = new SplitMix(7);
        var values = Enumerable.Range(0, 100_000).Select(_ => random.Normal()).ToArray();
        Assert.Equal(0, values.Average(), 0.02);
        Assert.Equal(1, Math.Sqrt(values.Average(v => v * v)), 0.02);
    }
}
