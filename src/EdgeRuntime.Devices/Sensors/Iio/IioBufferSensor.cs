using System.Runtime.InteropServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Records of an IIO device's buffer, taken by its driver at its own rate: no reading is late, many come at once. A hole between the time
/// stamps is a gap; a buffer that stays empty, or a device that goes, is a loss.
/// </summary>
internal sealed unsafe class IioBufferSensor : IWiredSensor
{
    private const int ReadRecords = 64;

    /// <summary>Periods between two records from which on some are missing.</summary>
    private const int LatePeriods = 3;

    /// <summary>Periods, and time, without a record after which the device counts as silent.</summary>
    private const int SilentPeriods = 20;
    private const long SilentNs = 2_000_000_000;

    private readonly IioBuffer _buffer;
    private readonly Func<IioDevice> _find;
    private readonly MonotonicClock _clock;
    private readonly long _periodNs;
    private IioDevice? _device;
    private IioRecord? _record;
    private byte[] _bytes = [];
    private int _heldBytes;
    private long _lastTimestampNs;
    private long _lastReadNs;

    /// <param name="buffer">What to set up.</param>
    /// <param name="find">Finds the device.</param>
    /// <param name="name">For the log.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public IioBufferSensor(IioBuffer buffer, Func<IioDevice> find, string name, DeviceContext context)
    {
        (_buffer, _find, _clock) = (buffer, find, context.Clock);
        _periodNs = (long)(1e9 / buffer.SampleRateHz);
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    public int Channels => _buffer.Channels.Count;

    public double SampleRateHz => _buffer.SampleRateHz;

    public long LongestCallNs => 1_000_000_000;

    public int Descriptor { get; private set; } = -1;

    /// <summary>The descriptor tells, unless records are held that did not fit or came after a hole.</summary>
    public long DueNs(int frames) => Health.IsReady && _heldBytes >= _record!.SizeBytes ? 0 : long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (Health.IsReady && nowNs - _lastReadNs > Math.Max(SilentNs, SilentPeriods * _periodNs))
        {
            Health.Failed(nowNs, "its buffer stays empty: does the trigger run? (cat trigger/current_trigger)");
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        Close();
        try
        {
            Open();
            Health.Opened();
        }
        catch (Exception e)
        {
            Close();
            Health.Failed(nowNs, e.Message);
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!Health.IsReady)
        {
            return default;
        }

        var (size, room) = (_record!.SizeBytes, Math.Min(frames.Length / Channels, ReadRecords));
        var read = _heldBytes < room * size ? Take((room * size) - _heldBytes) : 0;
        if (read < 0)
        {
            Health.Failed(nowNs, $"{_device!.Node}: {Marshal.GetLastPInvokeErrorMessage()}");
            return default;
        }

        _lastReadNs = read > 0 ? nowNs : _lastReadNs;
        _heldBytes += read;
        var (taken, isGap) = Decode(frames, Math.Min(room, _heldBytes / size));
        _heldBytes -= taken * size;
        _bytes.AsSpan(taken * size, _heldBytes).CopyTo(_bytes);
        return new SensorRead(taken, isGap ? SensorStatus.Gap : SensorStatus.Ok);
    }

    public void Dispose() => Close();

    private void Open()
    {
        _device = _find();
        _record = _buffer.Start(_device);
        Descriptor = KernelCalls.Open(_device.Node, KernelCalls.ReadOnly | KernelCalls.NonBlocking | KernelCalls.CloseOnExec);
        if (Descriptor < 0)
        {
            throw KernelError.OfLastCall(_device.Node, "the group of iio devices", "is the device still there?");
        }

        _bytes = _bytes.Length == ReadRecords * _record.SizeBytes ? _bytes : new byte[ReadRecords * _record.SizeBytes];
        (_heldBytes, _lastTimestampNs, _lastReadNs) = (0, 0, _clock.NowNs);
    }

    /// <returns>Bytes; 0 when there are none yet, -1 when the device is gone.</returns>
    private int Take(int bytes)
    {
        fixed (byte* at = _bytes)
        {
            var read = (int)KernelCalls.Read(Descriptor, at + _heldBytes, bytes);
            return read < 0 && Marshal.GetLastPInvokeError() is (KernelError.TryAgain or KernelError.Interrupted) ? 0 : read;
        }
    }

    /// <summary>Decodes records up to the next hole; a hole before the first is what the reader is told of.</summary>
    private (int Taken, bool IsGap) Decode(Span<float> frames, int count)
    {
        var isGap = false;
        for (var i = 0; i < count; i++)
        {
            var timestampNs = _record!.Decode(_bytes.AsSpan(i * _record.SizeBytes), frames.Slice(i * Channels, Channels));
            var isAfterHole = _record.HasTimestamp && _lastTimestampNs != 0 && timestampNs - _lastTimestampNs >= LatePeriods * _periodNs;
            if (isAfterHole && i > 0)
            {
                return (i, isGap);
            }

            isGap |= isAfterHole;
            _lastTimestampNs = timestampNs;
        }

        return (count, isGap);
    }

    private void Close()
    {
        if (Descriptor >= 0)
        {
            _ = KernelCalls.Close(Descriptor);
            IioBuffer.Stop(_device!);
        }

        Descriptor = -1;
    }
}
