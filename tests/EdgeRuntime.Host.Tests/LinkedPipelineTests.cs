using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;
using EdgeTool;

namespace EdgeRuntime.Host.Tests;

/// <summary>Pipelines that listen to others. The recording makes b present, then nothing, then d; each turn is one window, ten milliseconds apart.</summary>
public sealed class LinkedPipelineTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly ReplayTime _time = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("d", 0, 1, 1)]
    [InlineData("a", 0, 0, 0)] // never comes
    [InlineData("d", 64, 14, 17)] // stays from turn 3 on, and a turn brings 64 frames
    [InlineData("b", 64, 1, 2)] // went in turn 2
    public void AModelWakesAnother(string label, int hop, int least, int most)
    {
        Write("big", Cascade("tiny", label, hop));
        using var runners = Load();
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.True(runners["tiny"].Presence.ChangedAtNs(label[0] - 'a') != ClassPresence.Never || runners["big"].Counters.Triggers == 0);
            Turn(runners);
        }

        Assert.InRange(runners["big"].Counters.Triggers, least, most);
        Assert.Equal(runners["big"].Counters.Triggers, runners["big"].Counters.Inferences);
    }

    [Theory]
    [InlineData("all", 0, "")]
    [InlineData("all", 15, "+3 -4")] // b went at 2, d came at 3
    [InlineData("all", 35, "+3 -6")]
    [InlineData("any", 0, "+1 -2 +3")]
    [InlineData("any", 35, "+1")]
    public void ARuleJudgesSeveralPipelines(string kind, double withinMs, string expected)
    {
        WriteTwin();
        Write("alarm", Rule($$"""{ "kind": "{{kind}}", "withinMs": {{withinMs}}, "of": [{ "pipeline": "tiny", "label": "b" }, { "pipeline": "twin", "label": "d" }] }"""));
        using var runners = Load();
        Assert.Equal(expected, Changes(runners, "alarm", turns: 12));
    }

    [Fact]
    public void AtLeastSoManyMustHold()
    {
        WriteTwin();
        Write("alarm", Rule("""
            { "kind": "atLeast", "count": 2, "label": "danger", "of":
              [{ "pipeline": "tiny", "label": "b" }, { "pipeline": "twin", "label": "b" }, { "pipeline": "tiny", "label": "d" }] }
            """));
        using var runners = Load();
        Assert.Equal("+1 -2", Changes(runners, "alarm", turns: 8));
        Assert.Equal(["danger"], runners["alarm"].Parts.Scorer.Labels);
    }

    [Fact]
    public void ARuleEndsWithItsPipelines()
    {
        Write("alarm", Rule("""{ "withinMs": 50, "of": [{ "pipeline": "tiny", "label": "b" }] }"""));
        using var runners = Load();
        for (var turn = 0; turn < 20; turn++)
        {
            Assert.False(runners["alarm"].IsEnded && !runners["tiny"].IsEnded);
            Turn(runners);
        }

        Assert.True(runners["alarm"].IsEnded);
    }

    [Fact]
    public void MistakesAreNamedAcrossFiles()
    {
        Assert.Contains("$.trigger.pipeline: found 'tinny'; expected one of the pipelines of this service: tiny; did you mean 'tiny'?", Refused("big", Cascade("tinny", "d", 0)));
        Assert.Contains("$.trigger.label: found 'e'; expected one of the classes of 'tiny': a, b, c, d", Refused("big", Cascade("tiny", "e", 0)));
        Assert.Contains("$.trigger.pipeline: found 'big', which is this one", Refused("big", Cascade("big", "d", 0)));
        Assert.Contains("$.rule.of[0].label: found 'x'", Refused("alarm", Rule("""{ "of": [{ "pipeline": "tiny", "label": "x" }] }""")));
        Assert.Contains("$.rule.of: found nothing", Refused("alarm", Rule("{ }")));
        Assert.Contains(
            "$.rule.count: found 2; expected a whole number from 1 to 1",
            Refused("alarm", Rule("""{ "kind": "atLeast", "count": 2, "of": [{ "pipeline": "tiny", "label": "b" }] }""")));
        Assert.Contains("did you mean 'atLeast'?", Refused("alarm", Rule("""{ "kind": "atleast", "of": [{ "pipeline": "tiny", "label": "b" }] }""")));
    }

    private static string Cascade(string pipeline, string label, int hop) => $$"""
        {
          "name": "big",
          "model": { "file": "tiny.edge" },
          "sensor": { "kind": "synthetic", "channels": 1, "sampleRateHz": 1000, "speed": 0 },
          "trigger": { "kind": "model", "pipeline": "{{pipeline}}", "label": "{{label}}", "hop": {{hop}} },
          "actuators": [{ "kind": "log" }]
        }
        """;

    private static string Rule(string rule) => $$"""{ "name": "alarm", "rule": {{rule}}, "actuators": [{ "kind": "log" }] }""";

    private void WriteTwin() => Write("twin", Workbench.Pipeline.Replace("\"tiny\"", "\"twin\"", StringComparison.Ordinal));

    private void Write(string name, string json) => File.WriteAllText(_bench.PathOf($"{name}.json"), json);

    private string Refused(string name, string json)
    {
        Write(name, json);
        var message = Assert.Throws<ConfigException>(() => Load().Dispose()).Message;
        File.Delete(_bench.PathOf($"{name}.json"));
        return message;
    }

    private Runners Load() => new(PipelineFolder.Load(_bench.Folder, BoardEnvironment.For(new SilentLog()) with { Clock = new MonotonicClock(_time) }));

    /// <summary>One turn of each, rules last, then time.</summary>
    private void Turn(Runners runners)
    {
        foreach (var runner in runners.All.OrderBy(r => r.Parts.Sensor is PresenceSensor))
        {
            _ = runner.Turn();
        }

        _time.Pass(10_000_000);
    }

    /// <summary>Turns, from 1, in which the rule's class came (+) and went (-).</summary>
    private string Changes(Runners runners, string name, int turns)
    {
        var (changes, before) = (new List<string>(), false);
        for (var turn = 1; turn <= turns; turn++)
        {
            Turn(runners);
            var now = runners[name].Presence.IsPresent(0);
            if (now != before)
            {
                changes.Add($"{(now ? '+' : '-')}{turn}");
            }

            before = now;
        }

        return string.Join(' ', changes);
    }

    private sealed record Runners(IReadOnlyList<PipelineRunner> All) : IDisposable
    {
        public PipelineRunner this[string name] => All.Single(r => r.Name == name);

        public void Dispose() => All.ToList().ForEach(r => r.Dispose());
    }
}
