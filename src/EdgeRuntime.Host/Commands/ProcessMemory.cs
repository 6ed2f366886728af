using System.Globalization;

namespace EdgeRuntime.Host;

/// <summary>What the kernel says of this process's physical memory; proc(5). Every figure is 0 where it does not tell.</summary>
/// <param name="PeakBytes">Most that was resident so far.</param>
/// <param name="ResidentBytes">Resident now: the program's own pages that it touched, which every process of it shares, and its own data.</param>
/// <param name="AnonymousBytes">The part of it that no file backs: what this process costs the board alone.</param>
internal sealed record ProcessMemory(long PeakBytes, long ResidentBytes, long AnonymousBytes)
{
    private const string StatusFile = "/proc/self/status";

    public static ProcessMemory Now()
    {
        string[] lines = File.Exists(StatusFile) ? File.ReadAllLines(StatusFile) : [];
        return new ProcessMemory(Bytes(lines, "VmHWM:"), Bytes(lines, "VmRSS:"), Bytes(lines, "RssAnon:"));
    }

    private static long Bytes(string[] lines, string name)
    {
        var line = Array.Find(lines, l => l.StartsWith(name, StringComparison.Ordinal));
        var kilobytes = line?[name.Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(kilobytes, CultureInfo.InvariantCulture, out var count) ? count * 1024 : 0;
    }
}
