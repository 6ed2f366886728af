namespace EdgeTool.Training.Tests;

public class PortableMathTests
{
    [Fact]
    public void AgreesWithTheCLibrary()
    {
        var random = new SplitMix(1);
        for (var i = 0; i < 10_000; i++)
        {
            var x = random.Uniform(-1000, 1000);
            Assert.Equal(Math.Sin(x), PortableMath.Sin(x), 1e-13);
            Assert.Equal(Math.Cos(x), PortableMath.Cos(x), 1e-13);
            var y = random.Uniform(-50, 50);
            Assert.Equal(1, PortableMath.Exp(y) / Math.Exp(y), 1e-14);
        }
    }

    [Fact]
    public void ExpIsBoundedAtBothEnds()
    {
        Assert.Equal(1, PortableMath.Exp(0));
        Assert.Equal(0, PortableMath.Exp(-1e9));
        Assert.True(double.IsFinite(PortableMath.Exp(1e9)));
    }

    [Fact]
    public void SplitMixGivesThePublishedSequence()
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
