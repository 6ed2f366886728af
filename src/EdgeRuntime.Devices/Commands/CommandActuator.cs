using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Starts a program for decisions, from a thread of its own. Settings: <c>command</c>, the path and its arguments as a list, which no shell
/// sees; <c>timeoutMs</c>, <c>maxRunning</c>. Its environment is <c>PATH</c> and <c>LANG</c> only. Decisions that find too many waiting are
/// dropped and counted.
/// </summary>
internal sealed class CommandActuator : IActuator
{
    private const int RingDecisions = 64;

    private static readonly string[] Environment = ["PATH=/usr/local/bin:/usr/bin:/bin", "LANG=C.UTF-8"];

    private readonly DecisionRing _ring = new(RingDecisions);
    private readonly CommandRunner _runner;
    private readonly WorkerThread _thread;
    private readonly TimeProvider _time;
    private bool _isStarted;

    public CommandActuator(DeviceContext context, string device, CommandSettings settings)
    {
        (_time, Health) = (context.Time, context.HealthOf(device));
        _runner = new CommandRunner(_ring, context.Pipeline, settings);
        _thread = new WorkerThread(
            $"run {device}", context.Clock, new KernelWake(), _runner.Step, _runner.Finish, (_, fault) => _runner.Fail(fault.Message));
    }

    public DeviceHealth Health { get; }

    public long DroppedCount => _ring.DroppedCount + _runner.FailedCount;

    public long SentCount => _runner.DoneCount;

    public long WaitingCount => _ring.Count;

    public static IActuator? Create(ConfigNode settings, DeviceContext context)
    {
        var command = settings.Texts("command") ?? [];
        var timeoutMs = settings.Integer("timeoutMs", 10, 3_600_000, 10_000);
        var maxRunning = settings.Integer("maxRunning", 1, 16, 1);
        if (command.Count == 0 || !Path.IsPathFullyQualified(command[0]))
        {
            settings.Refuse(
                "command", command.Count == 0 ? "nothing" : $"'{command[0]}'", "a list of texts that begins with the full path of a program");
            return null;
        }

        if (!File.Exists(command[0]))
        {
            settings.Refuse("command", $"'{command[0]}'", "a program that is there");
        }

        for (var i = 0; i < command.Count; i++)
        {
            CheckPlaceholder(settings, command[i], i);
        }

        return new CommandActuator(
            context, $"command {Path.GetFileName(command[0])}", new CommandSettings(command, Environment, timeoutMs * 1_000_000L, maxRunning));
    }

    public void Maintain(long nowNs)
    {
        if (!_isStarted)
        {
            _thread.Start();
            _isStarted = true;
        }

        if (_runner.TakeFault() is { } reason)
        {
            Health.Failed(nowNs, reason);
        }
        else if (Health.ShouldOpen(nowNs))
        {
            Health.Opened();
        }
    }

    public void Act(in Decision decision)
    {
        _ring.Add(decision, _time.GetUtcNow().UtcDateTime);
        _thread.Wake();
    }

    public void MakeSafe()
    {
    }

    public void Dispose() => _thread.Dispose();

    private static void CheckPlaceholder(ConfigNode settings, string argument, int index)
    {
        var isWhole = argument.StartsWith('{') && argument.EndsWith('}');
        if (isWhole && !CommandRunner.Placeholders.Contains(argument))
        {
            settings.Refuse(
                $"command[{index}]",
                $"'{argument}'",
                $"a placeholder out of {string.Join(", ", CommandRunner.Placeholders)}",
                NearestName.Of(argument, CommandRunner.Placeholders));
        }
        else if (!isWhole && CommandRunner.Placeholders.FirstOrDefault(argument.Contains) is { } part)
        {
            settings.Refuse($"command[{index}]", $"'{argument}'", $"{part} as an argument of its own");
        }
    }
}
