using System.Diagnostics;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;
using Serilog;

namespace EdgeRuntime.Host.Tests;

public sealed class ServiceHostTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly NotifySocket _systemd = new();
    private readonly ListSink _sink = new();
    private readonly Serilog.Core.Logger _log;

    public ServiceHostTests() => _log = new LoggerConfiguration().WriteTo.Sink(_sink).CreateLogger();

    public void Dispose()
    {
        _log.Dispose();
        _systemd.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public void RunsToTheEndOfTheRecordingAndTellsSystemd()
    {
        using var notifier = new SystemdNotifier(_systemd.Path, null);
        ServiceHost.Run(Load, notifier, _log);
        Assert.Equal("+b -b +d", _bench.Decisions());
        Assert.Equal(["READY=1\nSTATUS=1 pipelines", "STOPPING=1"], _systemd.Received());
        Assert.Contains(_sink.Lines, line => line.Contains("3 inferences"));
        Assert.Contains(_sink.Lines, line => line.StartsWith("tiny: b present score 0.900", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FeedsTheWatchdogAndDrainsWhenStopped()
    {
        _bench.WritePipeline(Workbench.Pipeline.Replace("\"speed\": 0", "\"speed\": 1, \"loop\": true"));
        using var notifier = new SystemdNotifier(_systemd.Path, "1000000");
        using var stop = new CancellationTokenSource();
        var messages = new List<string>();
        var elapsed = Stopwatch.StartNew();
        var run = Task.Run(() => ServiceHost.Run(Load, notifier, _log, stop: stop.Token));
        while (!messages.Contains("WATCHDOG=1") && !run.IsCompleted && elapsed.Elapsed < TimeSpan.FromSeconds(60))
        {
            await Task.Delay(20);
            messages.AddRange(_systemd.Received());
        }

        await stop.CancelAsync();
        await run;
        messages.AddRange(_systemd.Received());

        // Twice per timeout of one second.
        Assert.InRange(messages.Count(m => m == "WATCHDOG=1"), 1, (2 * elapsed.Elapsed.TotalSeconds) + 1);
        Assert.Equal("STOPPING=1", messages[^1]);
    }

    [Fact]
    public void AConfigurationMistakeStopsTheStart()
    {
        _bench.WritePipeline(Workbench.Pipeline.Replace("\"hop\"", "\"hope\""));
        using var notifier = new SystemdNotifier(_systemd.Path, null);
        Assert.Throws<ConfigException>(() => ServiceHost.Run(Load, notifier, _log));
        Assert.Empty(_systemd.Received());
    }

    private IReadOnlyList<PipelineRunner> Load() =>
        PipelineFolder.Load(_bench.Folder, BoardEnvironment.For(new ServiceLog(_log)));
}
