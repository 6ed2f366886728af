using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Edge, trigger, window, score, decision, actuator: one edge after the other, each answered before the next one comes.</summary>
public sealed class EdgeToDecisionTests
{
    private const int WindowFrames = 10, Rounds = 10, SmallestObject = 24;

    private readonly TestContext _context = new();

    [Fact]
    public void EveryEdgeIsAnsweredOnceAndNothingIsAllocated() => Answer(edges: 5_000);

    [Trait("Category", "Slow")]
    [Fact]
    public void AMillionEdges() => Answer(edges: 1_000_000);

    private void Answer(int edges)
    {
        using var pipe = new EdgePipe();
        using var wake = new KernelWake();
        var device = _context.Device with { Wake = wake, Clock = MonotonicClock.System };
        var (trigger, actuator) = (new KernelEdgeTrigger("gpio 17", pipe.OpenReader, device), new CountingActuator(_context));
        using var runner = new PipelineRunner(new PipelineParts
        {
            Name = "p",
            Sensor = DeviceFactory.CreateSensor(_context.Settings("""{ "kind": "synthetic", "sampleRateHz": 1000, "speed": 0 }"""), device)!,
            Trigger = trigger,
            Scorer = new FirstSampleScorer(),
            Decision = new DecisionRule { Smoothing = ScoreSmoothing.Mean, SmoothingInferences = 5 },
            Actuators = [new(actuator, null, EveryInference: true)],
            Log = _context,
            Clock = MonotonicClock.System,
            Wake = wake,
        });
        for (var warm = 1; warm <= 1000; warm++)
        {
            Serve(runner, pipe, warm);
        }

        // Code that is compiled anew while it runs may allocate once more; what an edge itself allocates comes in every round.
        var rounds = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var edge = 0; edge < edges / Rounds; edge++)
            {
                Serve(runner, pipe, 1001 + (round * (edges / Rounds)) + edge);
            }

            rounds[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Contains(0, rounds);
        Assert.InRange(rounds.Sum(), 0, edges / 100 * SmallestObject);
        Assert.Equal((1000 + edges, 1000 + edges), (runner.Counters.Triggers, runner.Counters.Inferences));
        Assert.Equal((0, 0, 0), (runner.Counters.SkippedTriggers, trigger.OverrunCount, trigger.DroppedCount));
        Assert.Equal(1000 + edges, actuator.Count);
    }

    private static void Serve(PipelineRunner runner, EdgePipe pipe, int edge)
    {
        // The first turns open the devices and fill the window.
        while (edge == 1 && runner.Counters.Frames < WindowFrames)
        {
            _ = runner.Turn();
        }

        pipe.Write(MonotonicClock.System.NowNs, (uint)edge);
        while (runner.Counters.Inferences < edge)
        {
            _ = runner.Turn();
        }
    }

    private sealed class FirstSampleScorer : IScorer
    {
        public int ElementCount => WindowFrames;

        public IReadOnlyList<string> Labels { get; } = ["idle", "circle", "shake"];

        public void Score(ReadOnlySpan<float> window, Span<float> scores)
        {
            scores.Clear();
            scores[window[0] > 0 ? 1 : 2] = 1;
        }

        public void Dispose()
        {
        }
    }

    private sealed class CountingActuator(IPipelineLog log) : IActuator
    {
        public DeviceHealth Health { get; } = new("counting", log);

        public int Count { get; private set; }

        public void Maintain(long nowNs)
        {
            if (!Health.IsReady)
            {
                Health.Opened();
            }
        }

        public void Act(in Decision decision) => Count += decision.IsChange && !decision.IsActive ? 0 : 1;

        public void MakeSafe()
        {
        }

        public void Dispose()
        {
        }
    }
}
