using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// A wake whose waits end within the kernel's timer resolution instead of on whole milliseconds: an event descriptor and ppoll(2). Neither
/// side allocates.
/// </summary>
public sealed unsafe class KernelWake : IWake
{
    private int _descriptor;
    private int _watched = -1;

    /// <exception cref="IOException">The process has no descriptor left.</exception>
    public KernelWake()
    {
        _descriptor = KernelCalls.EventDescriptor(0, KernelCalls.CloseOnExec | KernelCalls.NonBlocking);
        if (_descriptor < 0)
        {
            throw new IOException(GpioException.FromLastError("waiting for work").Message);
        }
    }

    public void Set()
    {
        var one = 1UL;
        _ = KernelCalls.Write(_descriptor, &one, sizeof(ulong));
    }

    public void Watch(int descriptor) => _watched = descriptor;

    public void Wait(long longestNs)
    {
        var entries = stackalloc KernelCalls.PollEntry[2];
        entries[0] = new KernelCalls.PollEntry { Descriptor = _descriptor, Wanted = KernelCalls.PollIn };

        // The kernel passes over -1.
        entries[1] = new KernelCalls.PollEntry { Descriptor = _watched, Wanted = KernelCalls.PollIn };
        var longest = new KernelCalls.TimeSpec { Seconds = longestNs / 1_000_000_000, Nanoseconds = longestNs % 1_000_000_000 };
        if (KernelCalls.PollPrecisely(entries, 2, &longest, null) > 0 && entries[0].Found != 0)
        {
            ulong count;
            _ = KernelCalls.Read(_descriptor, &count, sizeof(ulong));
        }
    }

    public void Dispose()
    {
        // A late Set must not reach a descriptor that the number is given to next.
        _ = KernelCalls.Close(Interlocked.Exchange(ref _descriptor, -1));
    }
}
