using System.Globalization;

namespace EdgeRuntime.Host;

/// <summary>What the kernel says of this process's memory; proc(5).</summary>
internal static class ProcessMemory
{
    /// <summary>Most physical memory held so far; 0 where the kernel does not tell.</summary>
    public static long PeakBytes()
    {
        const string file = "/proc/self/status";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal)) : null;
        var kilobytes = line?["VmHWM:".Length..].Replace("kB", "", StringComparison.Ordinal).Trim();
        return long.TryParse(kilobytes, CultureInfo.InvariantCulture, out var count) ? count * 1024 : 0;
    }
}
