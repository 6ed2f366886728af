namespace EdgeRuntime.Pipeline.Tests;

public class NearestNameTests
{
    [Theory]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("gpio", "gipo", 1)]
    [InlineData("same", "same", 0)]
    public void DistanceCountsEdits(string from, string to, int expected) => Assert.Equal(expected, NearestName.Distance(from, to));

    [Theory]
    [InlineData("tresh", "threshold", null)]
    [InlineData("treshold", "threshold", "threshold")]
    [InlineData("Threshold", "threshold", "threshold")]
    [InlineData("pinn", "pin", "pin")]
    [InlineData("colour", "pin", null)]
    public void OnlyANearNameIsSuggested(string found, string allowed, string? expected) =>
        Assert.Equal(expected, NearestName.Of(found, [allowed]));
}
