using System.Runtime.InteropServices;
using EdgeRuntime.Devices;
using EdgeRuntime.Kernels;

namespace EdgeRuntime.Host;

/// <summary>Questions about the machine and its system.</summary>
internal static class SystemChecks
{
    private const double HotC = 80, SoftLimitC = 70;
    private const long NeededMemoryKb = 64 << 10, NeededDiskBytes = 100L << 20;

    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("architecture", _ => Finding.BadUnless(
            RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.X64,
            RuntimeInformation.ProcessArchitecture.ToString(), "install a 64-bit system")),
        new("kernel", Kernel),
        new("instruction sets", _ => Finding.Good($"{Cpu.Allowed}")),
        new("processors", _ => Finding.WarnUnless(
            Environment.ProcessorCount >= 2, $"{Environment.ProcessorCount}", "use a board with two cores or more; a service on one shares it with every sensor")),
        new("free memory", Memory),
        new("free disk space", Disk),
        new("root file system", view => Field(view, "proc/mounts", " / ", "is read-only", l => l.Split(' ') is [_, _, _, var options, ..] && options.Split(',').Contains("ro"),
            "mount -o remount,rw / (after an error the kernel turns it read-only: dmesg | grep -i ext4)")),
        new("temperature", Temperature),
        new("throttling", view => Throttling(view, 0b1110, "the processor is slowed down", "add a heat sink or a fan; vcgencmd get_throttled")),
        new("power supply", view => Throttling(view, 0b0001, "under-voltage", "use a stronger supply and a shorter cable; vcgencmd get_throttled")),
        new("processor frequency", view => view.Text("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor") is { } governor
            ? Finding.WarnUnless(
                governor is "performance" or "schedutil", governor,
                "echo performance | sudo tee /sys/devices/system/cpu/cpu*/cpufreq/scaling_governor")
            : Finding.Skipped("no frequency scaling")),
        new("swap", view => view.Field("proc/meminfo", "SwapTotal:") is > 0
            ? Finding.Warning("there is swap, which wears SD cards out", "sudo dphys-swapfile swapoff && sudo systemctl disable dphys-swapfile (or zram instead)")
            : Finding.Good("none")),
        new("clock", view => Finding.WarnUnless(
            view.Has("run/systemd/timesync/synchronized") || view.Has("run/chrony/chronyd.pid"),
            view.Has("run/systemd/timesync/synchronized") || view.Has("run/chrony/chronyd.pid") ? "synchronized" : "not synchronized: times in messages are wrong",
            "sudo timedatectl set-ntp true")),
        new("page size", _ => Finding.Good($"{Environment.SystemPageSize} bytes")),
    ];

    private static Finding Kernel(BoardView view)
    {
        var release = view.Text("proc/sys/kernel/osrelease") ?? "";
        var numbers = release.Split('.', '-');
        var isNew = numbers.Length >= 2 && int.TryParse(numbers[0], out var major) && int.TryParse(numbers[1], out var minor) && (major, minor).CompareTo((5, 10)) >= 0;
        return Finding.BadUnless(isNew, $"Linux {release}", "GPIO lines need 5.10 or later: sudo apt full-upgrade");
    }

    private static Finding Memory(BoardView view) => view.Field("proc/meminfo", "MemAvailable:") is { } kb
        ? Finding.WarnUnless(kb >= NeededMemoryKb, $"{kb / 1024:0} MiB available", "stop what is not needed: systemctl list-units --type=service")
        : Finding.Skipped("the kernel does not say");

    private static Finding Disk(BoardView view)
    {
        var free = new DriveInfo(view.Has(view.Store) ? view.PathOf(view.Store) : view.Root).AvailableFreeSpace;
        return Finding.WarnUnless(free >= NeededDiskBytes, $"{free >> 20} MiB", "sudo apt clean; sudo journalctl --vacuum-size=50M; edgeruntime model list");
    }

    private static Finding Temperature(BoardView view) => new BoardSensors(view.Root).TemperatureC() switch
    {
        null => Finding.Skipped("no sensor"),
        >= HotC and { } c => Finding.Bad($"{c:0} C", "add a heat sink or a fan"),
        >= SoftLimitC and { } c => Finding.Warning($"{c:0} C", "add a heat sink or a fan"),
        { } c => Finding.Good($"{c:0} C"),
    };

    /// <param name="view">The board.</param>
    /// <param name="now">Flags of this very moment; the same ones since the start are 16 bits higher.</param>
    /// <param name="what">They mean.</param>
    /// <param name="fix">What helps.</param>
    private static Finding Throttling(BoardView view, long now, string what, string fix)
    {
        if (new BoardSensors(view.Root).ThrottledFlags() is not { } number)
        {
            return Finding.Skipped("not a Raspberry Pi, or its firmware does not say");
        }

        var flags = (long)number;
        return (flags & now) != 0 ? Finding.Bad($"{what} now", fix)
            : (flags & (now << 16)) != 0 ? Finding.Warning($"{what} since the start", fix)
            : Finding.Good("none");
    }

    private static Finding Field(BoardView view, string file, string lineHas, string found, Func<string, bool> isBad, string fix)
    {
        var line = view.Text(file)?.Split('\n').LastOrDefault(l => l.Contains(lineHas, StringComparison.Ordinal));
        return line is null ? Finding.Skipped("cannot be seen") : isBad(line) ? Finding.Bad(found, fix) : Finding.Good("writable");
    }
}
