namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Windows over a sensor that misses frames: it counts 0, 1, 2 ..., so that what was filled in can be told.</summary>
public class GapTests
{
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData(GapPolicy.Restart, 3, "0 1 2 3|9 10 11 12|13 14 15 16", 1, 0)]
    [InlineData(GapPolicy.Hold, 3, "0 1 2 3|4 5 5 5|5 9 10 11|12 13 14 15", 0, 3)]
    [InlineData(GapPolicy.Interpolate, 3, "0 1 2 3|4 5 6 7|8 9 10 11|12 13 14 15", 0, 3)]
    [InlineData(GapPolicy.Interpolate, 2, "0 1 2 3|9 10 11 12|13 14 15 16", 1, 0)]
    public void AGapIsMetAsTheRuleSays(GapPolicy policy, int maxFrames, string windows, long gaps, long filled)
    {
        foreach (var piece in new[] { 1, 3, 64 })
        {
            var scorer = new FakeScorer(4, _ => 0);
            using var runner = Runner(new SkippingSensor(_log, piece) { Missing = 3 }, scorer, new GapRule(policy, maxFrames));
            Assert.Equal(windows, string.Join('|', scorer.Windows.Select(w => string.Join(' ', w))));
            Assert.Equal((gaps, filled), (runner.Counters.Gaps, runner.Counters.FilledFrames));
        }
    }

    [Fact]
    public void AGapOfUnknownLengthAlwaysRestarts()
    {
        var scorer = new FakeScorer(4, _ => 0);
        using var runner = Runner(new SkippingSensor(_log, 64), scorer, new GapRule(GapPolicy.Interpolate, 100));
        Assert.Equal((1, 0), (runner.Counters.Gaps, runner.Counters.FilledFrames));
        Assert.Equal(9, scorer.Windows[1][0]);
    }

    private PipelineRunner Runner(ISensor sensor, IScorer scorer, GapRule gaps)
    {
        var runner = new PipelineRunner(new PipelineParts
        {
            Name = "test",
            Sensor = sensor,
            Trigger = new FakeTrigger(4, 4, _log),
            Scorer = scorer,
            Decision = new DecisionRule(),
            Actuators = [],
            Gaps = gaps,
            Log = _log,
        });
        runner.Run(CancellationToken.None);
        return runner;
    }

    /// <summary>Gives 0 to 5, misses 6 to 8, gives 9 to 16.</summary>
    private sealed class SkippingSensor(IPipelineLog log, int pieceFrames) : ISensor
    {
        private int _next;

        public long Missing { get; init; }

        public DeviceHealth Health { get; } = new("skipping", log);

        public int Channels => 1;

        public double SampleRateHz => 100;

        public long DueNs(int frames) => 0;

        public void Maintain(long nowNs)
        {
            if (!Health.IsReady)
            {
                Health.Opened();
            }
        }

        public SensorRead Read(Span<float> frames, long nowNs)
        {
            if (_next == 17)
            {
                return new SensorRead(0, SensorStatus.Ended);
            }

            var isGap = _next == 6;
            _next = isGap ? 9 : _next;
            var count = Math.Min(Math.Min(pieceFrames, frames.Length), (_next < 6 ? 6 : 17) - _next);
            for (var i = 0; i < count; i++)
            {
                frames[i] = _next++;
            }

            return new SensorRead(count, isGap ? SensorStatus.Gap : SensorStatus.Ok) { Missing = isGap ? Missing : 0 };
        }

        public void Dispose()
        {
        }
    }
}
