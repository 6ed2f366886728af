using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>One of the sensors of a <see cref="JoinedSensor"/>, and the frame that it gave last.</summary>
/// <param name="sensor">What gives the frames.</param>
/// <param name="staleNs">How long a frame counts while no other comes.</param>
internal sealed class JoinedSource(ISensor sensor, long staleNs)
{
    private const int FramesAtOnce = 64;

    private readonly float[] _frames = new float[FramesAtOnce * sensor.Channels];
    private readonly float[] _latest = new float[sensor.Channels];
    private long _latestNs;
    private bool _isAfterGap;

    public ISensor Sensor => sensor;

    public ReadOnlySpan<float> Latest => _latest;

    public bool HasFrame { get; private set; }

    public bool IsStale(long nowNs) => nowNs - _latestNs > staleNs;

    /// <summary>Whether frames were missing since the last call.</summary>
    public bool TakeGap()
    {
        var isAfterGap = _isAfterGap;
        _isAfterGap = false;
        return isAfterGap;
    }

    /// <summary>Reads what is there and keeps the last of it.</summary>
    /// <returns>Whether there will never be more.</returns>
    public bool Take(long nowNs)
    {
        // One read more than the sensor keeps: a source that always has more must not hold the others up.
        var reads = 1 + (int)(sensor.SampleRateHz / FramesAtOnce);
        SensorRead read;
        do
        {
            read = sensor.Read(_frames, nowNs);
            _isAfterGap |= read.Status == SensorStatus.Gap && HasFrame;
            if (read.Frames > 0)
            {
                _frames.AsSpan((read.Frames - 1) * _latest.Length, _latest.Length).CopyTo(_latest);
                (_latestNs, HasFrame) = (nowNs, true);
            }
        }
        while (read.Frames > 0 && reads-- > 0);

        return read.Status == SensorStatus.Ended && read.Frames == 0;
    }

    /// <summary>What was before counts no more.</summary>
    public void Forget() => (HasFrame, _isAfterGap) = (false, false);
}
