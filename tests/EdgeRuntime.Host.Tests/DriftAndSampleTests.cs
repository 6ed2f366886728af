using System.Text.Json;
using EdgeRuntime.Devices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Host.Tests;

/// <summary>A pipeline whose model knows its calibration tells how far it has drifted, and keeps what it finds hard.</summary>
public sealed class DriftAndSampleTests : IDisposable
{
    private readonly Workbench _bench = new();

    public DriftAndSampleTests() => TinyModel.Write(_bench.Folder, contract => contract.Statistics = new CalibrationStatistics
    {
        Samples = 100,
        Input = new BinnedShares { Edges = [0.25, 0.5, 0.75], Shares = [0.25, 0.25, 0.25, 0.25] },
        Margin = new BinnedShares { Edges = [0.1, 0.2], Shares = [0.2, 0.3, 0.5] },
        Classes = [0.25, 0.25, 0.25, 0.25],
    });

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void DriftStandsInMetricsAndStatus()
    {
        using var runner = Run("");
        Assert.True(runner.Parts.Scorer.Drift!.Report.Inferences > 30);
        using var text = JsonDocument.Parse(Page(runner, "/status"));
        var drift = text.RootElement.GetProperty("pipelines")[0].GetProperty("drift");
        Assert.InRange(drift.GetProperty("input").GetDouble(), 0.5, 20);
        Assert.Contains("edgeruntime_drift_input{pipeline=\"tiny\"} ", Page(runner, "/metrics"));
        using var view = new StringWriter();
        StatusView.Write(view, text.RootElement, before: null);
        Assert.Contains("(shifted)", view.ToString());
    }

    [Fact]
    public void HardWindowsAreKeptAsTheyCameFromTheSensor()
    {
        using (Run(""", "samples": { "folder": "hard" }"""))
        {
        }

        var file = Assert.Single(Directory.GetFiles(_bench.PathOf("hard")));
        var kept = new float[4];
        Buffer.BlockCopy(File.ReadAllBytes(file), 128, kept, 0, 16);
        Assert.Equal([9f, 9, 9, 9], kept);
    }

    [Theory]
    [InlineData("""{ "maxBytes": 100 }""", "$.samples.maxBytes")]
    [InlineData("""{ "everySeconds": 0 }""", "$.samples.everySeconds")]
    [InlineData("""{ "foldr": "x" }""", "$.samples.foldr")]
    public void MistakesAreNamed(string section, string where)
    {
        _bench.WritePipeline(Workbench.Pipeline.TrimEnd()[..^1] + $", \"samples\": {section} }}");
        var (code, _, error) = Workbench.Program("check", "--config", _bench.PathOf("tiny.json"));
        Assert.Equal(ExitCode.BadConfiguration, code);
        Assert.Contains(where, error);
    }

    private static string Page(Pipeline.PipelineRunner runner, string path) => System.Text.Encoding.UTF8.GetString(
        new StatusPages(() => [runner]).Answer(System.Text.Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n"), new PrometheusText()).Body.Span);

    private Pipeline.PipelineRunner Run(string further)
    {
        // Forty windows of 9, where the calibration saw 0 to 1.
        File.WriteAllText(_bench.PathOf("ramp.csv"), $"x\n{string.Join('\n', Enumerable.Repeat(9, 160))}\n");
        _bench.WritePipeline(Workbench.Pipeline.TrimEnd()[..^1] + further + "}");
        var runner = PipelineFile.Load(_bench.PathOf("tiny.json"), BoardEnvironment.For(new SilentLog()));
        runner.Run(CancellationToken.None);
        return runner;
    }
}
