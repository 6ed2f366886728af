namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Triggers that come while their pipeline computes. Time is a number here: it passes only while a model scores.</summary>
public class OverrunTests
{
    private const long InferenceNs = 10_000_000;

    private readonly RecordingLog _log = new();
    private readonly ManualTime _time = new();
    private readonly ScheduledTrigger _trigger;
    private readonly FakeActuator _actuator;

    public OverrunTests() => (_trigger, _actuator) = (new ScheduledTrigger(_log), new FakeActuator(_log));

    [Fact]
    public void ALateTriggerIsAnsweredLateAndCounted()
    {
        using var runner = Runner(OverrunPolicy.SkipNewest, deadlineNs: 12_000_000);
        Fire(runner, 0, 4_000_000, 30_000_000);
        Assert.Equal([10_000_000L, 16_000_000L, 10_000_000L], _actuator.Decisions.Select(d => d.LatencyNs));
        Assert.Equal((3, 1, 1), (runner.Counters.Inferences, runner.Counters.LateTriggers, runner.Counters.DeadlineMisses));
        Assert.Equal(36_000_000, runner.Counters.Latency.SumNs);
    }

    [Fact]
    public void ALateTriggerGetsThePreviousAnswerWithoutAnInference()
    {
        using var runner = Runner(OverrunPolicy.PreviousAnswer);
        Fire(runner, 0, 4_000_000, 30_000_000);
        Assert.Equal([false, true, false], _actuator.Decisions.Select(d => d.IsPrevious));
        Assert.Equal([1L, 1L, 2L], _actuator.Decisions.Select(d => d.Sequence));
        Assert.Equal([10_000_000L, 6_000_000L, 10_000_000L], _actuator.Decisions.Select(d => d.LatencyNs));
        Assert.Equal((2, 1), (runner.Counters.Inferences, runner.Counters.PreviousAnswers));
    }

    [Fact]
    public void ALateTriggerIsAnsweredByTheSmallerModel()
    {
        var smaller = new FakeScorer(1, _ => Spend(1_000_000));
        using var runner = Runner(OverrunPolicy.SmallerModel, smaller: smaller);
        Fire(runner, 0, 4_000_000, 30_000_000);
        Assert.Single(smaller.Windows);
        Assert.Equal([10_000_000L, 7_000_000L, 10_000_000L], _actuator.Decisions.Select(d => d.LatencyNs));
        Assert.Equal((3, 1), (runner.Counters.Inferences, runner.Counters.SmallerAnswers));
    }

    [Theory]
    [InlineData(OverrunPolicy.SkipNewest, 0)]
    [InlineData(OverrunPolicy.SkipOldest, 2_000_000)]
    public void WhileFramesAreAwaitedThePolicyChoosesTheTrigger(OverrunPolicy policy, long answeredNs)
    {
        using var runner = Runner(policy, framesAfter: 3);
        Fire(runner, 0);
        _time.NowNs = 2_000_000;
        Fire(runner, 2_000_000);
        for (var i = 0; i < 4; i++)
        {
            _ = runner.Turn();
        }

        var decision = Assert.Single(_actuator.Decisions);
        Assert.Equal(decision.TimestampNs - answeredNs, decision.LatencyNs);
        Assert.Equal(1, runner.Counters.SkippedTriggers);
    }

    private void Fire(PipelineRunner runner, params long[] atNs)
    {
        foreach (var firedNs in atNs)
        {
            _time.NowNs = Math.Max(_time.NowNs, firedNs);
            _trigger.FiredAtNs = firedNs;
            _ = runner.Turn();
        }
    }

    private float Spend(long ns)
    {
        _time.NowNs += ns;
        return 0.4f;
    }

    private PipelineRunner Runner(OverrunPolicy policy, long deadlineNs = 0, IScorer? smaller = null, int framesAfter = 0) => new(new PipelineParts
    {
        Name = "test",
        Sensor = new CountingSensor(1, 100, 1, _log),
        Trigger = _trigger,
        Scorer = new FakeScorer(1, _ => Spend(InferenceNs)),
        SmallerScorer = smaller,
        Decision = new DecisionRule(),
        Actuators = [new(_actuator, null, EveryInference: true)],
        FramesAfterTrigger = framesAfter,
        Overrun = policy,
        DeadlineNs = deadlineNs,
        Log = _log,
        Clock = new MonotonicClock(_time),
    });

    private sealed class ManualTime : TimeProvider
    {
        public long NowNs { get; set; }

        public override long TimestampFrequency => 1_000_000_000;

        public override long GetTimestamp() => NowNs;
    }

    private sealed class ScheduledTrigger(IPipelineLog log) : ITrigger
    {
        public long? FiredAtNs { get; set; }

        public DeviceHealth Health { get; } = new("trigger", log);

        public int FramesToNext => int.MaxValue;

        public long NextDueNs => long.MaxValue;

        public void Maintain(long nowNs) => Health.Opened();

        public void Advance(int frames)
        {
        }

        public void Restart()
        {
        }

        public bool TryTake(long nowNs, out long firedAtNs)
        {
            (firedAtNs, var fired) = (FiredAtNs ?? 0, FiredAtNs is not null);
            FiredAtNs = null;
            return fired;
        }

        public void Dispose()
        {
        }
    }
}
