using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Asks a part for its numbers at a fixed rate. A fault makes it lost: it is found and set up again, with growing pauses, and its frames
/// before and after are never in one window.
/// </summary>
public sealed class PolledSensor : IWiredSensor
{
    /// <summary>How often a part is asked whether it is still set up.</summary>
    private const long CheckNs = 1_000_000_000;

    /// <summary>Periods without a reading after which samples count as missing.</summary>
    private const int LatePeriods = 3;

    private readonly IPolledPart _part;
    private readonly MonotonicClock _clock;
    private readonly long _periodNs;
    private long _dueNs;
    private long _checkAtNs;

    /// <param name="part">What is asked.</param>
    /// <param name="sampleRateHz">Frames per second.</param>
    /// <param name="name">For the log.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public PolledSensor(IPolledPart part, double sampleRateHz, string name, DeviceContext context)
    {
        (_part, SampleRateHz, _clock) = (part, sampleRateHz, context.Clock);
        _periodNs = (long)(1e9 / sampleRateHz);
        Health = context.HealthOf(name);
    }

    public DeviceHealth Health { get; }

    public int Channels => _part.Channels;

    public double SampleRateHz { get; }

    public long LongestCallNs => _part.LongestCallNs;

    /// <summary>The part keeps no frames for late readers, so that each is read when it is due.</summary>
    public long DueNs(int frames) => Health.IsReady ? _dueNs : long.MaxValue;

    public void Maintain(long nowNs)
    {
        if (Health.IsReady && nowNs >= _checkAtNs)
        {
            Check(nowNs);
        }

        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            _part.Close();
            _part.Open();
            var readyNs = _clock.NowNs;
            (_dueNs, _checkAtNs) = (readyNs + _periodNs, readyNs + CheckNs);
            Health.Opened();
        }
        catch (Exception e)
        {
            _part.Close();
            Health.Failed(nowNs, e.Message);
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!Health.IsReady || nowNs < _dueNs)
        {
            return default;
        }

        try
        {
            _part.Read(frames[..Channels]);
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
            return default;
        }

        // After a late reading the rate goes on from now: frames that nobody read do not exist.
        var isGap = nowNs - _dueNs >= LatePeriods * _periodNs;
        var missing = isGap ? (nowNs - _dueNs) / _periodNs : 0;
        _dueNs = isGap ? nowNs + _periodNs : _dueNs + _periodNs;
        return new SensorRead(1, isGap ? SensorStatus.Gap : SensorStatus.Ok) { Missing = missing };
    }

    public void Dispose() => _part.Close();

    private void Check(long nowNs)
    {
        _checkAtNs = nowNs + CheckNs;
        try
        {
            if (!_part.IsSetUp())
            {
                Health.Failed(nowNs, "the part forgot its settings: it lost its power for a moment");
            }
        }
        catch (Exception e)
        {
            Health.Failed(nowNs, e.Message);
        }
    }
}
