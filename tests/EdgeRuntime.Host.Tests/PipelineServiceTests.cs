using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host.Tests;

public sealed class PipelineServiceTests : IDisposable
{
    private readonly Workbench _bench = new();
    private readonly NotifySocket _systemd = new();
    private readonly ListSink _sink = new();

    public void Dispose()
    {
        _systemd.Dispose();
        _bench.Dispose();
    }

    [Fact]
    public async Task AReloadReplacesThePipelinesAndAMistakeInItDoesNot()
    {
        var looping = Workbench.Pipeline.Replace("\"speed\": 0", "\"speed\": 1, \"loop\": true");
        _bench.WritePipeline(looping);
        using var log = new LoggerConfiguration().WriteTo.Sink(_sink).CreateLogger();
        using var notifier = new SystemdNotifier(_systemd.Path, null);
        var service = new PipelineService(Load(), Load, notifier, new Lifetime(), log);
        await service.StartAsync(default);
        var first = Assert.Single(service.Runners);

        _bench.WritePipeline(looping.Replace("\"hop\"", "\"hope\""));
        service.Reload();
        Assert.Same(first, Assert.Single(service.Runners));
        Assert.Contains(_sink.Lines, line => line.Contains("Reload refused") && line.Contains("$.trigger.hope"));

        _bench.WritePipeline(looping.Replace("\"tiny\"", "\"renamed\""));
        service.Reload();
        Assert.Equal("renamed", Assert.Single(service.Runners).Name);
        Assert.True(SpinWait.SpinUntil(() => service.Runners[0].Counters.Heartbeats > 2, 5000));
        await service.StopAsync(default);

        var messages = _systemd.Received();
        Assert.Equal(3, messages.Count(m => m.StartsWith("READY=1", StringComparison.Ordinal)));
        Assert.Equal(2, messages.Count(m => m.StartsWith("RELOADING=1\nMONOTONIC_USEC=", StringComparison.Ordinal)));
    }

    [Fact]
    public void OnlyProgressOfEveryPipelineFeedsTheWatchdog()
    {
        var runners = Load();
        using var runner = runners[0];
        var watch = new ProgressWatch();
        Assert.True(watch.HasProgressed(runners));
        Assert.False(watch.HasProgressed(runners));
        runner.Turn();
        Assert.True(watch.HasProgressed(runners));
        Assert.False(watch.HasProgressed(runners));
        runner.Run(CancellationToken.None);
        Assert.True(runner.IsEnded);
        Assert.True(watch.HasProgressed(runners));
        Assert.True(watch.HasProgressed(runners));
    }

    private IReadOnlyList<PipelineRunner> Load() => PipelineFolder.Load(_bench.Folder, BoardEnvironment.For(new SilentLog()));

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => default;

        public CancellationToken ApplicationStopping => default;

        public CancellationToken ApplicationStopped => default;

        public void StopApplication()
        {
        }
    }
}
