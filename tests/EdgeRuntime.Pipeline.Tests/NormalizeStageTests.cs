namespace EdgeRuntime.Pipeline.Tests;

public class NormalizeStageTests
{
    [Theory]
    [InlineData("peak", new float[] { 0.5f, -1, 0.25f, 0 })]
    [InlineData("rms", new float[] { 0.87287156f, -1.7457431f, 0.43643578f, 0 })]
    public void AWindowComesToTheLevel(string by, float[] expected)
    {
        foreach (var loudness in (float[])[0.01f, 1, 300])
        {
            var given = Stages.Run([1, 4], [0.5f * loudness, -loudness, 0.25f * loudness, 0], Stages.Of("normalize", ("by", by)));
            Assert.All(given.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
        }
    }

    [Fact]
    public void WhatIsBelowTheFloorStaysQuiet()
    {
        Assert.Equal([0f, 0], Stages.Run([1, 2], [0, 0], Stages.Of("normalize")));
        Assert.Equal([0.2f, -0.4f], Stages.Run([1, 2], [0.01f, -0.02f], Stages.Of("normalize", ("floor", 0.1), ("level", 2.0))), (a, b) => Math.Abs(a - b) < 1e-6f);
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("'level' is 0", Stages.Refusal([1, 2], Stages.Of("normalize", ("level", 0.0))), StringComparison.Ordinal);
        Assert.Contains("peak, rms", Stages.Refusal([1, 2], Stages.Of("normalize", ("by", "loud"))), StringComparison.Ordinal);
    }
}
