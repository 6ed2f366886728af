using System.Runtime.InteropServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// A camera: a frame is an image, (height, width, 3) red, green, blue or (height, width, 1) gray, numbers from 0 to 255. Pictures that the
/// driver skipped, or that came damaged, are a gap; a camera that is gone, or gives no picture, is a loss.
/// </summary>
internal sealed class Camera : IWiredSensor
{
    /// <summary>Periods, and time, without a picture after which the camera counts as silent.</summary>
    private const int SilentPeriods = 10;
    private const long SilentNs = 2_000_000_000;

    private readonly CameraFormat _format;
    private readonly Func<IVideoNode> _open;
    private readonly Func<IPixelDecoder> _openDecoder;
    private readonly MonotonicClock _clock;
    private readonly long _silentNs;
    private IVideoNode? _node;
    private FrameBuffers? _buffers;
    private IPixelDecoder? _decoder;
    private int _bytesPerLine;
    private uint _nextSequence;
    private long _lastFrameNs;
    private long _droppedCount;

    /// <param name="format">What it is to give.</param>
    /// <param name="channels">3 for red, green, blue, 1 for gray.</param>
    /// <param name="open">Opens the camera.</param>
    /// <param name="openDecoder">Makes images of what it gives.</param>
    /// <param name="name">For the log.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public Camera(CameraFormat format, int channels, Func<IVideoNode> open, Func<IPixelDecoder> openDecoder, string name, DeviceContext context)
    {
        (_format, _open, _openDecoder, _clock) = (format, open, openDecoder, context.Clock);
        Channels = format.Width * format.Height * channels;
        _silentNs = Math.Max(SilentNs, (long)(SilentPeriods * 1e9 / format.RateHz));
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    /// <summary>Numbers of an image.</summary>
    public int Channels { get; }

    public double SampleRateHz => _format.RateHz;

    /// <summary>A camera on the universal serial bus is set up with many questions.</summary>
    public long LongestCallNs => 3_000_000_000;

    public int Descriptor => _node?.Descriptor ?? -1;

    /// <summary>Pictures that the driver skipped or that came damaged, known from the sequence numbers of those that were whole.</summary>
    public long DroppedCount => Volatile.Read(ref _droppedCount);

    /// <summary>The descriptor tells.</summary>
    public long DueNs(int frames) => long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (Health.IsReady && nowNs - _lastFrameNs > _silentNs)
        {
            Health.Failed(nowNs, "it gives no picture");
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        Close();
        try
        {
            _decoder = _openDecoder();
            _node = _open();
            _bytesPerLine = _format.Negotiate(_node);
            _buffers = new FrameBuffers(_node);
            _buffers.Start();
            (_nextSequence, _lastFrameNs) = (0, _clock.NowNs);
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

        var error = _buffers!.TryTake(out var frame);
        if (error is KernelError.TryAgain or KernelError.Interrupted)
        {
            return default;
        }

        if (error != 0)
        {
            Health.Failed(nowNs, Marshal.GetPInvokeErrorMessage(error));
            return default;
        }

        var isWhole = (frame.Flags & V4l2Uapi.ErrorFlag) == 0 && _decoder!.TryDecode(_buffers.BytesOf(frame), _bytesPerLine, frames[..Channels]);
        var missing = unchecked(frame.Sequence - _nextSequence);
        if (_buffers.GiveBack(frame) < 0)
        {
            Health.Failed(nowNs, Marshal.GetLastPInvokeErrorMessage());
            return default;
        }

        // A damaged picture shows that the camera is there; the gap comes with the next whole one.
        _lastFrameNs = nowNs;
        if (!isWhole)
        {
            return default;
        }

        _nextSequence = unchecked(frame.Sequence + 1);
        Volatile.Write(ref _droppedCount, _droppedCount + missing);
        return new SensorRead(1, missing > 0 ? SensorStatus.Gap : SensorStatus.Ok);
    }

    public void Dispose() => Close();

    private void Close()
    {
        _buffers?.Dispose();
        _node?.Dispose();
        _decoder?.Dispose();
        (_buffers, _node, _decoder) = (null, null, null);
    }
}
