using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Plays a recording as if it were sensed now, in its own time or faster.</summary>
public sealed class ReplaySensor : ISensor
{
    private readonly Recording _recording;
    private readonly bool _loop;
    private PacedSource _pace;
    private int _next;

    /// <param name="recording">What to play.</param>
    /// <param name="sampleRateHz">Frames per second, when the recording does not say.</param>
    /// <param name="speed">1 for real time, more for faster, 0 for as fast as the pipeline takes it.</param>
    /// <param name="loop">Start again at the end; the seam is reported as a gap.</param>
    /// <param name="health">State of this device.</param>
    public ReplaySensor(Recording recording, double sampleRateHz, double speed, bool loop, DeviceHealth health)
    {
        (_recording, _loop, Health) = (recording, loop, health);
        SampleRateHz = recording.SampleRateHz > 0 ? recording.SampleRateHz : sampleRateHz;
        _pace = new PacedSource(SampleRateHz, speed);
    }

    public DeviceHealth Health { get; }

    public int Channels => _recording.Channels;

    public double SampleRateHz { get; }

    /// <summary>Frames of the whole recording.</summary>
    public int FrameCount => _recording.FrameCount;

    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var file = context.PathOf(settings.Text("file"));
        var columns = settings.Texts("columns");
        var isGray = settings.Choice("color", ["rgb", "gray"], "rgb") == "gray";
        var speed = settings.Number("speed", 0, 1000, 1);
        var loop = settings.Flag("loop", false);
        var rateHz = settings.Number("sampleRateHz", 0.001, 10e6, 0.001);
        try
        {
            var recording = Recording.Load(file, columns, isGray);
            if (recording.SampleRateHz == 0 && !settings.Has("sampleRateHz"))
            {
                settings.Refuse("sampleRateHz", "nothing", "frames per second, which this file format does not carry");
            }

            return new ReplaySensor(recording, rateHz, speed, loop, context.HealthOf("replay"));
        }
        catch (Exception e) when (e is RecordingException or IOException or UnauthorizedAccessException)
        {
            settings.Refuse("file", $"'{file}': {e.Message}", "a readable recording (.csv, .wav, .npy, or a folder of .png, .jpg, .bmp)");
            return null;
        }
    }

    public long DueNs(int frames) => _pace.DueNs(frames);

    public void Maintain(long nowNs)
    {
        if (Health.ShouldOpen(nowNs))
        {
            _pace.Start(nowNs);
            Health.Opened();
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        var status = SensorStatus.Ok;
        if (_next == _recording.FrameCount)
        {
            if (!_loop)
            {
                return new SensorRead(0, SensorStatus.Ended);
            }

            (_next, status) = (0, SensorStatus.Gap);
        }

        var count = Math.Min(Math.Min(frames.Length / Channels, _pace.Owed(nowNs)), _recording.FrameCount - _next);
        _recording.CopyTo(_next, count, frames);
        _next += count;
        _pace.Give(count);
        return new SensorRead(count, status);
    }

    public void Dispose()
    {
    }
}
