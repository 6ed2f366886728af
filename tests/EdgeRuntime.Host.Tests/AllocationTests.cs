using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host.Tests;

public sealed class AllocationTests : IDisposable
{
    private readonly Workbench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void TheWholePathAllocatesNothingOnceItRuns()
    {
        const string json = """
            {
              "name": "path",
              "model": { "file": "tiny.edge" },
              "sensor": { "kind": "synthetic", "channels": 2, "sampleRateHz": 100, "frequencyHz": 3, "noise": 0.3, "speed": 0 },
              "trigger": { "kind": "samples", "hop": 1 },
              "decision": { "mode": "perClass" },
              "actuators": [{ "kind": "jsonLines", "when": "every" }, { "kind": "jsonLines", "labels": ["a", "c"] }]
            }
            """;
        var environment = BoardEnvironment.For(new SilentLog()) with { OpenStandardOutput = () => Stream.Null };
        using var runner = PipelineFile.Parse("test", json, _bench.Folder, environment);

        // Code that is compiled anew while it runs may allocate once more; what a turn itself allocates comes in every round.
        var rounds = Enumerable.Range(0, 4).Select(_ => AllocatedBytes(runner, 10_000)).ToArray();
        Assert.Contains(0, rounds[1..]);
        Assert.True(runner.Counters.Inferences > 20_000);
        Assert.True(runner.Counters.Decisions > 1000);
    }

    private static long AllocatedBytes(PipelineRunner runner, int turns)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < turns; i++)
        {
            runner.Turn();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
