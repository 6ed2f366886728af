using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>What a command actuator starts.</summary>
/// <param name="Arguments">The program's path and its arguments; one that is a placeholder becomes what the decision says.</param>
/// <param name="Environment">All of its environment, as NAME=value.</param>
/// <param name="TimeoutNs">How long one may run.</param>
/// <param name="MaxRunning">How many may run at once.</param>
internal sealed record CommandSettings(IReadOnlyList<string> Arguments, IReadOnlyList<string> Environment, long TimeoutNs, int MaxRunning);

/// <summary>
/// Starts a process for every decision in the ring, in their order and never more at once than allowed; ends those that take too long, with
/// all that they started. Made of steps on one thread.
/// </summary>
internal sealed class CommandRunner(DecisionRing ring, string pipeline, CommandSettings settings)
{
    private const long PollNs = 20_000_000;

    /// <summary>Placeholders, each an argument of its own.</summary>
    public static readonly string[] Placeholders = ["{pipeline}", "{label}", "{score}", "{active}", "{sequence}", "{utc}", "{latencyUs}"];

    private readonly List<(ProcessGroup Group, long EndNs)> _running = [];
    private long _done;
    private long _failed;
    private string? _fault;

    /// <summary>Commands that ended with 0.</summary>
    public long DoneCount => Volatile.Read(ref _done);

    /// <summary>Commands that could not be started, were ended, or ended with something else.</summary>
    public long FailedCount => Volatile.Read(ref _failed);

    /// <summary>What went wrong since the last call; null when nothing did.</summary>
    public string? TakeFault() => Volatile.Read(ref _fault) is null ? null : Interlocked.Exchange(ref _fault, null);

    public long Step(long nowNs)
    {
        _running.RemoveAll(running => IsOver(running.Group, running.EndNs, nowNs));
        while (ring.Count > 0 && _running.Count < settings.MaxRunning)
        {
            var decision = ring[0];
            ring.Remove(1);
            Start(decision, nowNs);
        }

        return _running.Count > 0 ? PollNs : long.MaxValue;
    }

    public void Finish(long nowNs)
    {
        foreach (var (group, _) in _running)
        {
            group.End();
            Fail($"'{settings.Arguments[0]}' was ended with the service");
        }

        _running.Clear();
    }

    public void Fail(string reason)
    {
        Volatile.Write(ref _failed, _failed + 1);
        Volatile.Write(ref _fault, reason);
    }

    private void Start(in TimedDecision timed, long nowNs)
    {
        try
        {
            var decision = timed;
            string[] arguments = [.. settings.Arguments.Select(argument => Filled(argument, decision))];
            _running.Add((ProcessGroup.Start(arguments, settings.Environment), nowNs + settings.TimeoutNs));
        }
        catch (IOException e)
        {
            Fail(e.Message);
        }
    }

    private bool IsOver(ProcessGroup group, long endNs, long nowNs)
    {
        if (group.HasEnded(out var exitCode))
        {
            group.EndRest();
            if (exitCode == 0)
            {
                Volatile.Write(ref _done, _done + 1);
            }
            else
            {
                Fail($"'{settings.Arguments[0]}' ended with {exitCode}");
            }

            return true;
        }

        if (nowNs < endNs)
        {
            return false;
        }

        group.End();
        Fail($"'{settings.Arguments[0]}' took longer than {settings.TimeoutNs / 1e9} s and was ended");
        return true;
    }

    private string Filled(string argument, in TimedDecision timed) => argument switch
    {
        "{pipeline}" => pipeline,
        "{label}" => timed.Decision.Label,
        "{score}" => timed.Decision.Score.ToString("R", CultureInfo.InvariantCulture),
        "{active}" => timed.Decision.IsActive ? "true" : "false",
        "{sequence}" => timed.Decision.Sequence.ToString(CultureInfo.InvariantCulture),
        "{utc}" => timed.Utc.ToString("O", CultureInfo.InvariantCulture),
        "{latencyUs}" => (timed.Decision.LatencyNs / 1000).ToString(CultureInfo.InvariantCulture),
        _ => argument,
    };
}
