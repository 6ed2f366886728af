using System.Diagnostics;

namespace EdgeTool.Tests;

public class DurationSummaryTests
{
    [Fact]
    public void QuantilesAreNearestRanks()
    {
        var ticks = Enumerable.Range(1, 200).Reverse().Select(t => (long)t).ToArray();
        var summary = DurationSummary.Of(ticks);
        var microsecond = Stopwatch.Frequency / 1e6;
        Assert.Equal(200, summary.Count);
        Assert.Equal(100 / microsecond, summary.MedianMicroseconds, 9);
        Assert.Equal(1 / microsecond, summary.MinMicroseconds, 9);
        Assert.Equal(198 / microsecond, summary.P99Microseconds, 9);
    }

    [Fact]
    public void NothingTimedIsZero() => Assert.Equal(new DurationSummary(0, 0, 0, 0), DurationSummary.Of([]));
}
