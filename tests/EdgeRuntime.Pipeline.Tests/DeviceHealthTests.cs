namespace EdgeRuntime.Pipeline.Tests;

public class DeviceHealthTests
{
    [Fact]
    public void RetriesComeLaterAndLaterAndAreReportedOnce()
    {
        var log = new RecordingLog();
        var health = new DeviceHealth("dev", log);
        var pausesMs = new List<long>();
        long nowNs = 0;
        Assert.True(health.ShouldOpen(nowNs));
        for (var i = 0; i < 8; i++)
        {
            health.Failed(nowNs, "gone");
            var pauseNs = 0L;
            while (!health.ShouldOpen(nowNs + pauseNs))
            {
                pauseNs += 1_000_000;
            }

            pausesMs.Add(pauseNs / 1_000_000);
            nowNs += pauseNs;
        }

        health.Opened();
        Assert.Equal([50, 100, 200, 400, 800, 1600, 2000, 2000], pausesMs);
        Assert.Equal(["lost dev: gone", "ready dev after 8"], log.Lines);
        health.Failed(nowNs, "again");
        Assert.True(health.ShouldOpen(nowNs + 50_000_000));
    }

    [Fact]
    public void AReasonThatChangesIsToldOnceForEachLoss()
    {
        var log = new RecordingLog();
        var health = new DeviceHealth("dev", log);
        Assert.Null(health.Reason);
        foreach (var reason in new[] { "no answer", "no answer", "no such bus", "no answer", "no such bus" })
        {
            health.Failed(0, reason);
        }

        Assert.Equal("no such bus", health.Reason);
        health.Opened();
        health.Failed(0, "no answer");
        Assert.Equal(["lost dev: no answer", "lost dev: no such bus", "ready dev after 5", "lost dev: no answer"], log.Lines);
    }

    [Fact]
    public void ReasonsThatDifferEveryTimeDoNotFillTheLog()
    {
        var log = new RecordingLog();
        var health = new DeviceHealth("dev", log);
        for (var i = 0; i < 1000; i++)
        {
            health.Failed(0, $"no answer for {i} ms");
        }

        Assert.Equal(8, log.Lines.Count);
        Assert.Equal("no answer for 999 ms", health.Reason);
    }
}
