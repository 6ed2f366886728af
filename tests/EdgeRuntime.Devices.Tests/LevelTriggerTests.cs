using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class LevelTriggerTests
{
    [Theory]
    [InlineData(false, 0f, "0 1 3 2 3 3", "2 4")] // above 2: at 3, back at 2, again at 3
    [InlineData(false, 1.5f, "0 1 3 2 3 0 3", "2 6")] // back only at 0.5
    [InlineData(true, 0f, "5 1 2 3 1 1", "1 4")]
    [InlineData(false, 0f, "NaN 3 NaN 3", "1")]
    public void FiresAtTheVeryFrameAndAgainOnlyAfterTheHysteresis(bool isBelow, float hysteresis, string samples, string firings)
    {
        var values = samples.Split(' ').Select(s => float.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToArray();

        // The watched channel is the second of two.
        var frames = values.SelectMany(v => new[] { 9f, v }).ToArray();
        foreach (var piece in new[] { 1, 2, 4, 100 })
        {
            Assert.Equal(firings, string.Join(' ', Fired(Trigger(new LevelCondition(1, 2, isBelow, hysteresis, false)), frames, 2, piece)));
        }
    }

    [Fact]
    public void TheMagnitudeOfSoundCounts() =>
        Assert.Equal([3], Fired(Trigger(new LevelCondition(0, 0.5f, false, 0.2f, true)), [0, 0.4f, -0.4f, -0.6f, 0.35f, 0.6f], 1, 100));

    [Fact]
    public void AfterAGapALevelThatIsPassedFires()
    {
        var trigger = Trigger(new LevelCondition(0, 1, false, 0, false));
        Assert.Equal([0], Fired(trigger, [2, 2], 1, 2));
        trigger.Restart();
        Assert.Equal([0], Fired(trigger, [2, 2], 1, 2));
    }

    [Fact]
    public void TheWindowEndsAtTheFrameThatPassedTheLevel()
    {
        // Three frames of each hundred lie above 90.
        float[] samples = [.. Enumerable.Range(0, 1000).Select(i => i % 100 is 37 or 64 or 99 ? 91f : i % 90)];
        var (context, scorer) = (new TestContext(), new WindowKeeper(5));
        using var runner = new PipelineRunner(new PipelineParts
        {
            Name = "level",
            Sensor = new ReplaySensor(new Recording(samples, 1, 100), 100, speed: 0, loop: false, context.Device.HealthOf("replay")),
            Trigger = Trigger(new LevelCondition(0, 90, false, 0, false)),
            Scorer = scorer,
            Decision = new DecisionRule(),
            Actuators = [],
            Log = context,
        });
        runner.Run(CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 1000).Where(i => i % 100 is 37 or 64 or 99).Select(i => samples[(i - 4)..(i + 1)]), scorer.Windows);
    }

    [Fact]
    public void SettingsSayWhichChannelAndWhichWay()
    {
        var context = new TestContext();
        using var trigger = DeviceFactory.CreateTrigger(
            context.Settings("""{ "kind": "level", "channel": 2, "below": 0.5, "hysteresis": 0.1 }"""), context.Device with { WindowChannels = 3 });
        Assert.NotNull(trigger);
        Assert.Empty(context.Mistakes);
        Assert.Null(DeviceFactory.CreateTrigger(context.Settings("""{ "kind": "level", "above": 1, "below": 0 }"""), context.Device));
        _ = DeviceFactory.CreateTrigger(context.Settings("""{ "kind": "level", "channel": 3 }"""), context.Device with { WindowChannels = 3 });
        Assert.Contains("$.below: found a second level; expected either 'above' or 'below'", context.Mistakes);
        Assert.Contains("$.channel: found 3; expected a whole number from 0 to 2", context.Mistakes);
        Assert.Contains(context.Mistakes, m => m.StartsWith("$.above: found nothing", StringComparison.Ordinal));
    }

    /// <summary>Frames at which it fired, as a pipeline feeds it.</summary>
    private static List<int> Fired(LevelTrigger trigger, float[] frames, int channels, int pieceFrames)
    {
        var fired = new List<int>();
        for (var at = 0; at < frames.Length / channels;)
        {
            var piece = Math.Min(pieceFrames, (frames.Length / channels) - at);
            var taken = trigger.FramesToFiring(frames.AsSpan(at * channels, piece * channels), channels);
            trigger.Advance(taken);
            at += taken;
            if (trigger.TryTake(0, out _))
            {
                fired.Add(at - 1);
            }
        }

        return fired;
    }

    private static LevelTrigger Trigger(LevelCondition condition) => new(condition, MonotonicClock.System, new TestContext().Device.HealthOf("level"));

    private sealed class WindowKeeper(int elements) : IScorer
    {
        public List<float[]> Windows { get; } = [];

        public int ElementCount => elements;

        public IReadOnlyList<string> Labels { get; } = ["one"];

        public void Score(ReadOnlySpan<float> window, Span<float> scores) => Windows.Add(window.ToArray());

        public void Dispose()
        {
        }
    }
}
