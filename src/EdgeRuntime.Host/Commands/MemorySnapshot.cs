using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EdgeRuntime.Host;

/// <summary>
/// Takes <see cref="ProcessMemory"/> with one call of the system, pread(2): opening a file and making numbers of it touch a megabyte of the
/// runtime library, which would then be part of what is measured.
/// </summary>
internal sealed unsafe partial class MemorySnapshot : IDisposable
{
    private const string StatusFile = "/proc/self/status";

    private const int MostBytes = 4096;

    private readonly SafeFileHandle? _status = File.Exists(StatusFile) ? File.OpenHandle(StatusFile) : null;
    private readonly byte* _text = (byte*)NativeMemory.Alloc(MostBytes);
    private nint _length;

    /// <summary>The call is bound by a first snapshot.</summary>
    public MemorySnapshot() => Take();

    /// <summary>As of the last <see cref="Take"/>.</summary>
    public ProcessMemory Memory => ProcessMemory.Parse(new ReadOnlySpan<byte>(_text, (int)Math.Max(0, _length)));

    public void Take()
    {
        if (_status is not null)
        {
            _length = Read(_status.DangerousGetHandle(), _text, MostBytes, 0);
        }
    }

    /// <summary>Once.</summary>
    public void Dispose()
    {
        _status?.Dispose();
        NativeMemory.Free(_text);
    }

    /// <summary>The kernel writes the text anew for every reading from its start.</summary>
    [LibraryImport("libc", EntryPoint = "pread")]
    private static partial nint Read(nint descriptor, byte* text, nuint sizeBytes, nint offset);
}
