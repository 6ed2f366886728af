using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime run</c>.</summary>
internal static class RunCommand
{
    public static Verb Verb { get; } = new(
        "run",
        "the service: runs pipelines until SIGTERM; SIGHUP reads the configuration again",
        Operand: null,
        [
            new VerbOption("--config", "FILE-OR-DIR", "a pipeline file, or a folder of them", IsRequired: true),
            new VerbOption("--log-level", "LEVEL", $"{string.Join(", ", LogSetup.Levels.Keys)}; info by default"),
            StatusAddress.Option,
            new VerbOption("--log-file", "FILE", "log to a file too, 4 x 8 MiB at most"),
        ],
        ["edgeruntime run --config /etc/edgeruntime/applications", "edgeruntime run --config gesture.json --log-level debug"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var level = arguments.Text("--log-level") ?? "info";
        if (!LogSetup.Levels.TryGetValue(level, out var leastLevel))
        {
            throw new UsageException(
                $"--log-level is '{level}'; levels: {string.Join(", ", LogSetup.Levels.Keys)}{NearestName.Hint(level, LogSetup.Levels.Keys)}");
        }

        var address = arguments.Text(StatusAddress.Option.Name) ?? StatusAddress.OfService;
        var status = address is null ? null : StatusAddress.Parse(address);
        using var log = LogSetup.Create(leastLevel, arguments.Text("--log-file"), LogSetup.IsJournal);
        using var systemd = SystemdNotifier.FromEnvironment();
        var environment = BoardEnvironment.For(new ServiceLog(log));
        ServiceHost.Run(() => PipelineFolder.Load(arguments.Text("--config")!, environment), systemd, log, status);
        return ExitCode.Done;
    }
}
