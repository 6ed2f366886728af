using System.Runtime.InteropServices;

namespace TestKit;

/// <summary>
/// Native memory whose last byte lies right before an unreadable page, so that reading past the end faults; another one lies before it.
/// </summary>
public sealed unsafe partial class GuardedBuffer : IDisposable
{
    private const int ReadWrite = 3, None = 0, PrivateAnonymous = 0x22;

    private readonly byte* _map;
    private readonly nuint _mapBytes;

    public GuardedBuffer(int lengthBytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var body = ((nuint)lengthBytes + page - 1) / page * page;
        _mapBytes = body + (2 * page);
        _map = Mmap(null, _mapBytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (_map == (byte*)-1 || Mprotect(_map, page, None) != 0 || Mprotect(_map + page + body, page, None) != 0)
        {
            throw new InvalidOperationException($"Cannot map {_mapBytes} bytes: errno {Marshal.GetLastPInvokeError()}.");
        }

        Length = lengthBytes;
        Data = _map + page + body - lengthBytes;
    }

    public byte* Data { get; }

    public int Length { get; }

    public Span<byte> Bytes => new(Data, Length);

    public void Dispose() => Munmap(_map, _mapBytes);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial byte* Mmap(byte* address, nuint length, int protection, int flags, int fd, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int Mprotect(byte* address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Munmap(byte* address, nuint length);
}
