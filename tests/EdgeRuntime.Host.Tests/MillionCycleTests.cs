using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

/// <summary>A million triggers to their decisions, with everything between that has a memory: filters over the stream, a baseline, smoothing.</summary>
[Trait("Category", "Slow")]
[Collection(nameof(Alone))]
public sealed class MillionCycleTests : IDisposable
{
    private const int Cycles = 1_000_000, Rounds = 10, LargestMethodTables = 4096;

    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("""{ "kind": "samples", "hop": 1 }""")]
    [InlineData("""{ "kind": "level", "above": 0.05, "hysteresis": 0.01 }""")]
    public void AllocateNothingAndCollectNothing(string trigger)
    {
        TinyModel.Write(_bench.Folder, contract => contract.Preprocess =
        [
            new PreprocessStage
            {
                Kind = "butterworth",
                Numbers = new Dictionary<string, double[]> { ["sampleRateHz"] = [100], ["order"] = [3], ["lowHz"] = [5], ["highHz"] = [45] },
                Options = new Dictionary<string, string> { ["band"] = "bandpass", ["over"] = "stream" },
            },
            new PreprocessStage { Kind = "detrend" },
        ]);
        var json = $$"""
            {
              "name": "cycles",
              "model": { "file": "tiny.edge" },
              "sensor": { "kind": "synthetic", "channels": 1, "sampleRateHz": 100, "frequencyHz": 20, "noise": 0.3, "speed": 0 },
              "trigger": {{trigger}},
              "decision": {
                "mode": "perClass", "threshold": 1, "baseline": { "inferences": 1000, "forgetting": 0.001 },
                "smoothing": { "kind": "mean", "inferences": 3 }
              },
              "actuators": [{ "kind": "jsonLines", "when": "every" }]
            }
            """;
        var environment = BoardEnvironment.For(new SilentLog()) with { OpenStandardOutput = () => Stream.Null };
        using var runner = PipelineFile.Parse("test", json, _bench.Folder, environment);

        Turn(runner, Cycles / Rounds);
        var (gen1, gen2) = (GC.CollectionCount(1), GC.CollectionCount(2));
        var rounds = new long[Rounds];
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Turn(runner, Cycles / Rounds);
            rounds[round] = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Methods are compiled anew while they run hot, on this thread's account; what a cycle itself allocates comes in every round.
        Assert.Contains(0, rounds);
        Assert.InRange(rounds.Sum(), 0, LargestMethodTables);
        Assert.Equal((0, 0), (GC.CollectionCount(1) - gen1, GC.CollectionCount(2) - gen2));
        Assert.True(runner.Counters.Decisions > Cycles / 100, $"{runner.Counters.Decisions} decisions");
    }

    private static void Turn(PipelineRunner runner, long inferences)
    {
        for (var end = runner.Counters.Inferences + inferences; runner.Counters.Inferences < end;)
        {
            _ = runner.Turn();
        }
    }
}
