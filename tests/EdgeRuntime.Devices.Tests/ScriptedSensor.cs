using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A sensor that gives what a test puts into it, the same number in every channel.</summary>
internal sealed class ScriptedSensor(int channels, double sampleRateHz, DeviceHealth health) : ISensor
{
    private readonly Queue<(float Number, bool IsAfterGap)> _frames = new();
    private bool _isEnded;

    public DeviceHealth Health => health;

    public int Channels => channels;

    public double SampleRateHz => sampleRateHz;

    public void Give(params float[] numbers)
    {
        foreach (var number in numbers)
        {
            _frames.Enqueue((number, false));
        }
    }

    public void GiveAfterGap(float number) => _frames.Enqueue((number, true));

    public void End() => _isEnded = true;

    public long DueNs(int frames) => long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (health.State == DeviceState.Closed)
        {
            health.Opened();
        }
    }

    /// <summary>One frame at a time.</summary>
    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!_frames.TryDequeue(out var frame))
        {
            return new SensorRead(0, _isEnded ? SensorStatus.Ended : SensorStatus.Ok);
        }

        frames[..channels].Fill(frame.Number);
        return new SensorRead(1, frame.IsAfterGap ? SensorStatus.Gap : SensorStatus.Ok);
    }

    public void Dispose()
    {
    }
}
