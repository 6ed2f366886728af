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
}
