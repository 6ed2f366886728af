using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>Pings systemd's watchdog twice per timeout, but only while every pipeline's thread makes progress.</summary>
internal sealed class WatchdogService(PipelineService pipelines, SystemdNotifier systemd, ILogger log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        if (systemd.WatchdogTimeout is not { } timeout)
        {
            return;
        }

        var watch = new ProgressWatch();
        var wasStuck = false;
        using var timer = new PeriodicTimer(timeout / 2);
        while (await timer.WaitForNextTickAsync(stop).ConfigureAwait(false))
        {
            var isStuck = !watch.HasProgressed(pipelines.Runners);
            if (!isStuck)
            {
                systemd.Ping();
            }
            else if (!wasStuck)
            {
                log.Error("A pipeline's thread makes no progress: the watchdog is not fed");
            }

            wasStuck = isStuck;
        }
    }
}
