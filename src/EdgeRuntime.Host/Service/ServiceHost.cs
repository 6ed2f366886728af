using System.Net;
using System.Runtime.InteropServices;
using EdgeRuntime.Pipeline;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>The long-running service: Generic Host around the pipelines, with systemd's signals and notifications.</summary>
internal static class ServiceHost
{
    /// <summary>Runs until SIGTERM or SIGINT, or until every pipeline ended.</summary>
    /// <param name="load">Loads the pipelines; called again for every reload.</param>
    /// <param name="systemd">Where to report to.</param>
    /// <param name="log">Where the host and the pipelines log.</param>
    /// <param name="status">Where the state is shown; null for nowhere.</param>
    /// <param name="stop">Stops the service as SIGTERM does.</param>
    public static void Run(
        Func<IReadOnlyList<PipelineRunner>> load, SystemdNotifier systemd, ILogger log, EndPoint? status = null, CancellationToken stop = default)
    {
        ProcessUptime.Begin();
        var runners = load();
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddSerilog(log);
        builder.Services.Configure<ConsoleLifetimeOptions>(options => options.SuppressStatusMessages = true);
        builder.Services.AddSingleton(provider =>
            new PipelineService(runners, load, systemd, provider.GetRequiredService<IHostApplicationLifetime>(), log));
        builder.Services.AddHostedService(provider => provider.GetRequiredService<PipelineService>());
        builder.Services.AddHostedService(provider =>
            new WatchdogService(provider.GetRequiredService<PipelineService>(), systemd, log));
        builder.Services.AddHostedService(provider => new ModelWatcher(() => provider.GetRequiredService<PipelineService>().Runners, log));
        if (status is not null)
        {
            builder.Services.AddHostedService(provider => new StatusServer(
                status, new StatusPages(() => provider.GetRequiredService<PipelineService>().Runners), log));
        }

        using var host = builder.Build();
        var pipelines = host.Services.GetRequiredService<PipelineService>();
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            _ = ThreadPool.QueueUserWorkItem(static service => service.Reload(), pipelines, preferLocal: false);
        });
        host.RunAsync(stop).GetAwaiter().GetResult();
    }
}
