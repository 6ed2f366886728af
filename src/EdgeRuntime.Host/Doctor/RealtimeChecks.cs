using System.Globalization;

namespace EdgeRuntime.Host;

/// <summary>Questions about how punctual this board can be.</summary>
internal static class RealtimeChecks
{
    private const string Unit = "edgeruntime.service";

    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("real-time kernel", view => view.Text("sys/kernel/realtime") == "1"
            ? Finding.Good("PREEMPT_RT")
            : Finding.Good("an ordinary one; sudo apt install linux-image-rt-arm64 for tighter bounds")),
        new("real-time priority", view => Limit(view, "Max realtime priority", 1, "LimitRTPRIO=60")),
        new("locked memory", view => Limit(view, "Max locked memory", double.PositiveInfinity, "LimitMEMLOCK=infinity")),
        new("processors' sleep", view => !view.Has(WakeLatencyRequest.Device) ? Finding.Skipped("this kernel bounds none")
            : view.IsOpenToGroup(WakeLatencyRequest.Device) ? Finding.Good($"{WakeLatencyRequest.Device} is open to its group")
            : Finding.Warning(
                $"{WakeLatencyRequest.Device} is closed to its group: a pipeline with a priority waits for processors to wake up",
                "install udev/60-edgeruntime.rules, then sudo udevadm control --reload && sudo udevadm trigger")),
        new("real-time budget", view => view.Number("proc/sys/kernel/sched_rt_runtime_us") is { } us
            ? Finding.WarnUnless(us < 0 || us >= 900_000, $"{us:0} us of every second", "sudo sysctl kernel.sched_rt_runtime_us=950000")
            : Finding.Skipped("cannot be seen")),
        new("open files", view => Limit(view, "Max open files", 256, "LimitNOFILE=1024")),
    ];

    private static int? ServiceProcess(BoardView view)
    {
        try
        {
            using var status = StatusClient.Status(view.StatusAddress);
            return status.RootElement.GetProperty("processId").GetInt32();
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>A limit of the service when one runs, else of this shell.</summary>
    private static Finding Limit(BoardView view, string name, double needed, string setting)
    {
        var file = ServiceProcess(view) is { } process && view.Has($"proc/{process}/limits") ? $"proc/{process}/limits" : "proc/self/limits";
        var soft = view.Text(file)?.Split('\n').FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return soft is null
            ? Finding.Skipped("cannot be seen")
            : Finding.WarnUnless(
                soft == "unlimited" || (double.TryParse(soft, CultureInfo.InvariantCulture, out var limit) && limit >= needed),
                soft, $"{setting} in the unit: sudo systemctl edit {Unit}");
    }
}
