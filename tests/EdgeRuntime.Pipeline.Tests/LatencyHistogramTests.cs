namespace EdgeRuntime.Pipeline.Tests;

public class LatencyHistogramTests
{
    [Fact]
    public void PercentilesAreRightToASixteenth()
    {
        var histogram = new LatencyHistogram();
        var random = new Random(7);
        var durations = Enumerable.Range(0, 10_000).Select(_ => (long)Math.Exp(random.NextDouble() * 20)).ToArray();
        Array.ForEach(durations, histogram.Record);
        Array.Sort(durations);
        foreach (var share in new[] { 0.01, 0.5, 0.9, 0.99, 0.999 })
        {
            var exact = durations[(int)Math.Ceiling(share * durations.Length) - 1];
            Assert.InRange(histogram.PercentileNs(share), exact, exact + (exact / 16) + 1);
        }

        Assert.Equal(durations[^1], histogram.MaxNs);
        Assert.Equal(durations[^1], histogram.PercentileNs(1));
    }

    [Fact]
    public void ExtremesHaveABucket()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal(0, histogram.PercentileNs(0.5));
        histogram.Record(-5);
        histogram.Record(0);
        histogram.Record(long.MaxValue);
        Assert.Equal(0, histogram.PercentileNs(0.5));
        Assert.Equal(long.MaxValue, histogram.PercentileNs(1));
        Assert.Equal(3, histogram.Count);
    }
}
