namespace EdgeRuntime.Pipeline.Tests;

public class PipelineRunnerTests
{
    private readonly RecordingLog _log = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    public void WindowsStartEveryHopFramesHoweverTheSamplesArrive(int pieceFrames)
    {
        var scorer = new FakeScorer(8, _ => 0);
        Run(new CountingSensor(2, 20, pieceFrames, _log), new FakeTrigger(4, 3, _log), scorer);
        Assert.Equal([0f, 3f, 6f, 9f, 12f, 15f], scorer.Windows.Select(w => w[0]));
        Assert.All(scorer.Windows, w => Assert.Equal([w[0], w[0], w[0] + 1, w[0] + 1, w[0] + 2, w[0] + 2, w[0] + 3, w[0] + 3], w));
    }

    [Fact]
    public void NoWindowSpansAGap()
    {
        var scorer = new FakeScorer(4, _ => 0);
        using var runner = Run(new CountingSensor(1, 20, 5, _log) { GapAt = 10 }, new FakeTrigger(4, 4, _log), scorer);
        Assert.Equal([0f, 4f, 10f, 14f], scorer.Windows.Select(w => w[0]));
        Assert.Equal(1, runner.Counters.Gaps);
    }

    [Fact]
    public void ALostSensorMakesActuatorsSafeAndItsOldSamplesAreForgotten()
    {
        var (scorer, actuator) = (new FakeScorer(4, _ => 0.9f), new FakeActuator(_log));
        using var runner = Run(new CountingSensor(1, 20, 5, _log) { LostAt = 10 }, new FakeTrigger(4, 4, _log), scorer, actuator);
        Assert.Equal([0f, 4f, 10f, 14f], scorer.Windows.Select(w => w[0]));
        Assert.Equal(2, actuator.SafeCount);
        Assert.Equal(["lost counter: pulled out", "ready counter after 1"], _log.Lines);

        // The class was present before the loss, and becomes present again after it.
        Assert.Equal(2, actuator.Decisions.Count(d => d is { IsChange: true, IsActive: true }));
    }

    [Fact]
    public void ATriggerWaitsForTheFramesAfterIt()
    {
        var (scorer, trigger) = (new FakeScorer(4, _ => 0), new FakeTrigger(4, 0, _log));
        var parts = Parts(new CountingSensor(1, 100, 1, _log), trigger, scorer) with { FramesAfterTrigger = 6 };
        using var runner = new PipelineRunner(parts);
        for (var turn = 0; turn < 20; turn++)
        {
            trigger.Fire = turn is 4 or 7;
            runner.Turn();
        }

        // Fired after frame 4 arrived: frames 5 to 10 follow, so the window is 7 to 10. The second came too early.
        Assert.Equal([7f, 8f, 9f, 10f], Assert.Single(scorer.Windows));
        Assert.Equal((2, 1), (runner.Counters.Triggers, runner.Counters.SkippedTriggers));
    }

    [Fact]
    public void ATriggerWithoutAFullWindowIsCountedAndSkipped()
    {
        var (scorer, trigger) = (new FakeScorer(4, _ => 0), new FakeTrigger(4, 0, _log));
        using var runner = new PipelineRunner(Parts(new CountingSensor(1, 100, 1, _log), trigger, scorer));
        trigger.Fire = true;
        runner.Turn();
        Assert.Empty(scorer.Windows);
        Assert.Equal(1, runner.Counters.SkippedTriggers);
    }

    [Fact]
    public void ActuatorsHearWhatTheyAskedFor()
    {
        var (changes, every, misses) = (new FakeActuator(_log), new FakeActuator(_log), new FakeActuator(_log));
        var parts = Parts(new CountingSensor(1, 16, 64, _log), new FakeTrigger(4, 4, _log), new FakeScorer(4, w => w[0] >= 8 ? 0.9f : 0.4f));
        parts = parts with
        {
            Actuators = [new(changes), new(every, null, true), new(misses, [false, true])],
            Decision = new DecisionRule { Threshold = 0.7f },
        };
        using var runner = new PipelineRunner(parts);
        runner.Run(CancellationToken.None);
        Assert.Equal(["3 hit"], changes.Decisions.Select(d => $"{d.Sequence} {d.Label}"));
        Assert.Equal(["1 miss", "2 miss", "3 hit", "4 hit"], every.Decisions.Select(d => $"{d.Sequence} {d.Label}"));
        Assert.Empty(misses.Decisions);
        Assert.Equal((4, 4, 1), (runner.Counters.Triggers, runner.Counters.Inferences, runner.Counters.Decisions));
    }

    [Fact]
    public void AFaultIsCountedAndThePipelineGoesOn()
    {
        var scorer = new FakeScorer(4, w => w[0] == 4 ? throw new InvalidOperationException("broken") : 0);
        using var runner = Run(new CountingSensor(1, 20, 4, _log), new FakeTrigger(4, 4, _log), scorer);
        Assert.Equal(1, runner.Counters.Faults);
        Assert.Contains("fault test: broken", _log.Lines);
        Assert.Equal(4, runner.Counters.Inferences);
    }

    [Fact]
    public void StoppingEndsASleepAtOnceAndMakesActuatorsSafe()
    {
        var actuator = new FakeActuator(_log);
        var parts = Parts(new SleepySensor(_log), new FakeTrigger(4, 4, _log), new FakeScorer(4, _ => 0)) with { Actuators = [new(actuator)] };
        using var runner = new PipelineRunner(parts);
        using var stop = new CancellationTokenSource();
        var thread = new Thread(() => runner.Run(stop.Token));
        thread.Start();
        Assert.True(SpinWait.SpinUntil(() => runner.Counters.Heartbeats > 0, 5000));
        stop.Cancel();
        Assert.True(thread.Join(5000));
        Assert.Equal(1, actuator.SafeCount);
    }

    [Fact]
    public void TurnsAllocateNothing()
    {
        var actuator = new CountingActuator(_log);
        var parts = Parts(new CountingSensor(1, int.MaxValue, 4, _log), new FakeTrigger(4, 4, _log), new SteadyScorer());
        using var runner = new PipelineRunner(parts with { Actuators = [new(actuator), new(actuator, [true], true)] });
        for (var i = 0; i < 100; i++)
        {
            runner.Turn();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++)
        {
            runner.Turn();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(10_100, runner.Counters.Inferences);
        Assert.True(actuator.Count > 10_100);
    }

    [Theory]
    [InlineData(0, 0, 64)]
    [InlineData(10, 0, 10)]
    [InlineData(0, 5, 5)]
    public void ItSleepsUntilFramesMatter(int hop, int framesAfter, int frames)
    {
        var trigger = new FakeTrigger(hop, hop, _log) { Fire = framesAfter > 0 };
        var parts = Parts(new SleepySensor(_log), trigger, new FakeScorer(100, _ => 0));
        using var runner = new PipelineRunner(parts with { FramesAfterTrigger = framesAfter });
        if (framesAfter > 0)
        {
            Assert.Equal(0, runner.Turn());
        }

        _ = runner.Turn();
        Assert.Equal(frames, ((SleepySensor)parts.Sensor).AwaitedFrames);
    }

    [Fact]
    public void ChannelsMustDivideTheModelsInput() => Assert.Throws<ContractException>(() =>
        new PipelineRunner(Parts(new CountingSensor(3, 1, 1, _log), new FakeTrigger(4, 4, _log), new FakeScorer(4, _ => 0))));

    private PipelineRunner Run(ISensor sensor, ITrigger trigger, IScorer scorer, FakeActuator? actuator = null)
    {
        var runner = new PipelineRunner(Parts(sensor, trigger, scorer) with { Actuators = actuator is null ? [] : [new(actuator)] });
        runner.Run(CancellationToken.None);
        return runner;
    }

    private PipelineParts Parts(ISensor sensor, ITrigger trigger, IScorer scorer) => new()
    {
        Name = "test",
        Sensor = sensor,
        Trigger = trigger,
        Scorer = scorer,
        Decision = new DecisionRule(),
        Actuators = [],
        Log = _log,
    };

    private sealed class SleepySensor(IPipelineLog log) : ISensor
    {
        public DeviceHealth Health { get; } = new("sleepy", log);

        public int Channels => 1;

        public double SampleRateHz => 0.001;

        public int AwaitedFrames { get; private set; }

        public long DueNs(int frames)
        {
            AwaitedFrames = frames;
            return long.MaxValue;
        }

        public void Maintain(long nowNs) => Health.Opened();

        public SensorRead Read(Span<float> frames, long nowNs) => default;

        public void Dispose()
        {
        }
    }

    private sealed class CountingActuator(IPipelineLog log) : IActuator
    {
        public int Count { get; private set; }

        public DeviceHealth Health { get; } = new("counting", log);

        public void Maintain(long nowNs) => Health.Opened();

        public void Act(in Decision decision) => Count++;

        public void MakeSafe()
        {
        }

        public void Dispose()
        {
        }
    }

    private sealed class SteadyScorer : IScorer
    {
        public int ElementCount => 4;

        public IReadOnlyList<string> Labels { get; } = ["only"];

        public void Score(ReadOnlySpan<float> window, Span<float> scores) => scores[0] = window[0] % 8 / 8;

        public void Dispose()
        {
        }
    }
}
