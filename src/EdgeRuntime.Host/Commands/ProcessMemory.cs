using System.Buffers.Text;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Host;

/// <summary>What the kernel says of this process's physical memory; proc(5). Every figure is 0 where it does not tell.</summary>
/// <param name="PeakBytes">Most that was resident so far.</param>
/// <param name="ResidentBytes">Resident now: the program's own pages that it touched, which every process of it shares, and its own data.</param>
/// <param name="AnonymousBytes">The part of it that no file backs: what this process costs the board alone.</param>
internal readonly record struct ProcessMemory(long PeakBytes, long ResidentBytes, long AnonymousBytes)
{
    private const string StatusFile = "/proc/self/status";

    private const int MostBytes = 4096;

    public static ProcessMemory Now()
    {
        using var status = OpenStatus();
        return Of(status);
    }

    /// <summary>For <see cref="Of"/>, to open it before what is to be measured: opening a file touches a good part of the runtime library. Null where there is none.</summary>
    public static SafeFileHandle? OpenStatus() => File.Exists(StatusFile) ? File.OpenHandle(StatusFile) : null;

    /// <param name="status">From <see cref="OpenStatus"/>; read anew from its start.</param>
    public static ProcessMemory Of(SafeFileHandle? status)
    {
        if (status is null)
        {
            return default;
        }

        Span<byte> text = stackalloc byte[MostBytes];
        text = text[..RandomAccess.Read(status, text, 0)];
        return new ProcessMemory(Bytes(text, "\nVmHWM:"u8), Bytes(text, "\nVmRSS:"u8), Bytes(text, "\nRssAnon:"u8));
    }

    private static long Bytes(ReadOnlySpan<byte> text, ReadOnlySpan<byte> name)
    {
        var at = text.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(text[(at + name.Length)..].TrimStart(" \t"u8), out long kilobytes, out _) ? kilobytes * 1024 : 0;
    }
}
