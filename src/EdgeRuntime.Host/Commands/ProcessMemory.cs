using System.Buffers.Text;

namespace EdgeRuntime.Host;

/// <summary>What the kernel says of this process's physical memory; proc(5). Every figure is 0 where it does not tell.</summary>
/// <param name="PeakBytes">Most that was resident so far.</param>
/// <param name="ResidentBytes">Resident now: the program's own pages that it touched, which every process of it shares, and its own data.</param>
/// <param name="AnonymousBytes">The part of it that no file backs: what this process costs the board alone.</param>
internal readonly record struct ProcessMemory(long PeakBytes, long ResidentBytes, long AnonymousBytes)
{
    public static ProcessMemory Now()
    {
        using var snapshot = new MemorySnapshot();
        return snapshot.Memory;
    }

    /// <param name="status">Text of /proc/self/status.</param>
    public static ProcessMemory Parse(ReadOnlySpan<byte> status) =>
        new(Bytes(status, "\nVmHWM:"u8), Bytes(status, "\nVmRSS:"u8), Bytes(status, "\nRssAnon:"u8));

    private static long Bytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart(" \t"u8), out long kilobytes, out _) ? kilobytes * 1024 : 0;
    }
}
