using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>What waiting for edges gave.</summary>
public enum EdgeWait
{
    /// <summary>Some were read.</summary>
    Edges,

    /// <summary>The reader was told to stop.</summary>
    Stopped,

    /// <summary>The line is gone: the chip was unplugged or its driver unloaded.</summary>
    Lost,
}

/// <summary>
/// Reads edges from the descriptor of a line request (or from a pipe that carries the same records). Blocks in poll while nothing
/// happens, allocates nothing per edge, keeps the kernel's time stamps, and knows from the sequence numbers exactly how many edges the
/// kernel had to drop. One thread reads; any may stop it and read the counters.
/// </summary>
public sealed unsafe class EdgeReader : IDisposable
{
    /// <summary>Edges taken with one read.</summary>
    public const int BatchSize = 64;

    private readonly GpioUapi.LineEvent* _batch;
    private readonly int _descriptor;
    private readonly int _stop;
    private int _partialBytes;
    private int _partialOffset;
    private uint _lastSequence;
    private long _edgeCount;
    private long _droppedCount;

    /// <summary>Takes ownership of <paramref name="descriptor"/>.</summary>
    /// <exception cref="GpioException">The process has no descriptor left.</exception>
    public EdgeReader(int descriptor)
    {
        _descriptor = descriptor;
        _stop = KernelCalls.EventDescriptor(0, KernelCalls.CloseOnExec | KernelCalls.NonBlocking);
        if (_stop < 0)
        {
            var refused = GpioException.FromLastError("waiting for edges");
            _ = KernelCalls.Close(descriptor);
            throw refused;
        }

        _batch = (GpioUapi.LineEvent*)NativeMemory.AlignedAlloc((nuint)(BatchSize * sizeof(GpioUapi.LineEvent)), 64);
    }

    /// <summary>Edges read since the start.</summary>
    public long EdgeCount => Volatile.Read(ref _edgeCount);

    /// <summary>Edges that the kernel saw and dropped because its buffer was full.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount);

    /// <summary>Waits for edges and reads up to <see cref="BatchSize"/> of them.</summary>
    /// <param name="count">How many <see cref="TimestampNs"/> and <see cref="IsRising"/> now tell of.</param>
    public EdgeWait Wait(out int count)
    {
        count = 0;
        var entries = stackalloc KernelCalls.PollEntry[2];
        while (true)
        {
            entries[0] = new KernelCalls.PollEntry { Descriptor = _descriptor, Wanted = KernelCalls.PollIn };
            entries[1] = new KernelCalls.PollEntry { Descriptor = _stop, Wanted = KernelCalls.PollIn };
            if (KernelCalls.Poll(entries, 2, -1) < 0)
            {
                // A signal, which .NET handles on threads of its own; nothing else can fail here.
                continue;
            }

            if (entries[1].Found != 0)
            {
                return EdgeWait.Stopped;
            }

            if ((entries[0].Found & KernelCalls.PollIn) == 0)
            {
                return EdgeWait.Lost;
            }

            if (!Read(out count))
            {
                return EdgeWait.Lost;
            }

            if (count > 0)
            {
                return EdgeWait.Edges;
            }
        }
    }

    /// <summary>When edge <paramref name="index"/> of the last batch happened; CLOCK_MONOTONIC.</summary>
    public long TimestampNs(int index) => (long)_batch[index].TimestampNs;

    public bool IsRising(int index) => _batch[index].Id == GpioUapi.RisingEvent;

    /// <summary>Ends <see cref="Wait"/>, now and for ever.</summary>
    public void Stop()
    {
        var one = 1UL;
        _ = KernelCalls.Write(_stop, &one, sizeof(ulong));
    }

    public void Dispose()
    {
        _ = KernelCalls.Close(_descriptor);
        _ = KernelCalls.Close(_stop);
        NativeMemory.AlignedFree(_batch);
    }

    /// <summary>A pipe may hand out part of a record: it is kept in front of what comes next.</summary>
    private bool Read(out int count)
    {
        var wholeBytes = BatchSize * sizeof(GpioUapi.LineEvent);
        if (_partialBytes > 0)
        {
            var last = (byte*)_batch + _partialOffset;
            Buffer.MemoryCopy(last, _batch, wholeBytes, _partialBytes);
        }

        var read = KernelCalls.Read(_descriptor, (byte*)_batch + _partialBytes, wholeBytes - _partialBytes);
        count = 0;
        if (read <= 0)
        {
            return false;
        }

        var bytes = _partialBytes + (int)read;
        (count, _partialBytes) = Math.DivRem(bytes, sizeof(GpioUapi.LineEvent));
        _partialOffset = bytes - _partialBytes;
        Count(count);
        return true;
    }

    private void Count(int count)
    {
        var dropped = 0L;
        for (var i = 0; i < count; i++)
        {
            // Numbers wrap at 2^32; the difference does not mind.
            var sequence = _batch[i].SequenceNumber;
            dropped += unchecked(sequence - _lastSequence - 1);
            _lastSequence = sequence;
        }

        Volatile.Write(ref _droppedCount, _droppedCount + dropped);
        Volatile.Write(ref _edgeCount, _edgeCount + count);
    }
}
