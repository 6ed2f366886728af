using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>
/// Reads edges from the descriptor of a line request (or from a pipe that carries the same records). Never waits, allocates nothing per
/// edge, keeps the kernel's time stamps, and knows from the sequence numbers exactly how many edges the kernel had to drop. One thread
/// reads; any may read the counters.
/// </summary>
public sealed unsafe class EdgeReader : IDisposable
{
    /// <summary>Edges taken with one read.</summary>
    public const int BatchSize = 64;

    private readonly GpioUapi.LineEvent* _batch;
    private int _partialBytes;
    private int _partialOffset;
    private uint _lastSequence;
    private long _edgeCount;
    private long _droppedCount;

    /// <summary>Takes ownership of <paramref name="descriptor"/>.</summary>
    /// <exception cref="GpioException">It cannot be read without waiting.</exception>
    public EdgeReader(int descriptor)
    {
        Descriptor = descriptor;
        if (KernelCalls.SetFlags(descriptor, KernelCalls.SetStatusFlags, KernelCalls.NonBlocking) < 0)
        {
            var refused = GpioException.FromLastError("reading edges");
            _ = KernelCalls.Close(descriptor);
            throw refused;
        }

        _batch = (GpioUapi.LineEvent*)NativeMemory.AlignedAlloc((nuint)(BatchSize * sizeof(GpioUapi.LineEvent)), 64);
    }

    /// <summary>Can be read, for poll(2), while edges are waiting or the line is gone.</summary>
    public int Descriptor { get; }

    /// <summary>Edges read since the start.</summary>
    public long EdgeCount => Volatile.Read(ref _edgeCount);

    /// <summary>Edges that the kernel saw and dropped because its buffer was full.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount);

    /// <summary>Reads up to <see cref="BatchSize"/> edges of those that wait.</summary>
    /// <param name="count">How many <see cref="TimestampNs"/> and <see cref="IsRising"/> now tell of; 0 when none has come.</param>
    /// <returns>false when the line is gone: the chip was unplugged or its driver unloaded.</returns>
    public bool TryRead(out int count)
    {
        var wholeBytes = BatchSize * sizeof(GpioUapi.LineEvent);
        if (_partialBytes > 0)
        {
            // A pipe may hand out part of a record: it is kept in front of what comes next.
            var last = (byte*)_batch + _partialOffset;
            Buffer.MemoryCopy(last, _batch, wholeBytes, _partialBytes);
            _partialOffset = 0;
        }

        count = 0;
        var read = KernelCalls.Read(Descriptor, (byte*)_batch + _partialBytes, wholeBytes - _partialBytes);
        if (read <= 0)
        {
            return read < 0 && Marshal.GetLastPInvokeError() is KernelError.TryAgain or KernelError.Interrupted;
        }

        var bytes = _partialBytes + (int)read;
        (count, _partialBytes) = Math.DivRem(bytes, sizeof(GpioUapi.LineEvent));
        _partialOffset = bytes - _partialBytes;
        Count(count);
        return true;
    }

    /// <summary>When edge <paramref name="index"/> of the last batch happened; CLOCK_MONOTONIC.</summary>
    public long TimestampNs(int index) => (long)_batch[index].TimestampNs;

    public bool IsRising(int index) => _batch[index].Id == GpioUapi.RisingEvent;

    public void Dispose()
    {
        _ = KernelCalls.Close(Descriptor);
        NativeMemory.AlignedFree(_batch);
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
