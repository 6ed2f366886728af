using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Several sensors as one, at one rate: at each of its ticks a frame of what every sensor gave last, side by side in the order of the list.
/// A slower sensor's numbers are repeated (zero-order hold); of a faster one's frames the last before the tick counts and the others do not,
/// so that what swings faster than half the joined rate has to be filtered by the part itself. Nothing comes before all have given a frame.
/// One that is lost makes the whole lost; one that misses frames, or gives none for <see cref="StalePeriods"/> of the longer period of the
/// two, leaves a gap. It ends with the first of them that does. Allocates nothing per frame.
/// </summary>
public sealed class JoinedSensor : IWiredSensor
{
    /// <summary>Periods without a frame, or a tick, after which something is missing.</summary>
    private const int StalePeriods = 3;

    private readonly JoinedSource[] _sources;
    private readonly IWake _wake;
    private readonly long _periodNs;
    private long _dueNs;
    private bool _misses;

    /// <param name="sensors">What is joined; taken over.</param>
    /// <param name="sampleRateHz">Ticks per second.</param>
    /// <param name="wake">What the sensors wake, though nobody waits: they are looked at when a frame is due; taken over.</param>
    /// <param name="health">State of the whole.</param>
    public JoinedSensor(IReadOnlyList<ISensor> sensors, double sampleRateHz, IWake wake, DeviceHealth health)
    {
        (SampleRateHz, _wake, Health) = (sampleRateHz, wake, health);
        _periodNs = (long)(1e9 / sampleRateHz);
        _sources = [.. sensors.Select(sensor => new JoinedSource(sensor, StalePeriods * Math.Max(_periodNs, (long)(1e9 / sensor.SampleRateHz))))];
        Channels = sensors.Sum(sensor => sensor.Channels);
    }

    public DeviceHealth Health { get; }

    public int Channels { get; }

    public double SampleRateHz { get; }

    public long LongestCallNs => 1_000_000_000;

    public long DroppedCount => _sources.Sum(source => source.Sensor.DroppedCount);

    /// <summary>Settings: <c>sampleRateHz</c> and <c>of</c>, a list of sensors.</summary>
    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var wake = new EventWake();
        var rateHz = settings.Number("sampleRateHz", 0.001, 10e6);
        ISensor?[] sensors = [.. settings.Sections("of").Select(one => Part(one, context with { Wake = wake }))];
        if (sensors.Length > 0 && !sensors.Contains(null))
        {
            return new JoinedSensor([.. sensors.OfType<ISensor>()], rateHz, wake, context.HealthOf("joined"));
        }

        foreach (var sensor in sensors)
        {
            sensor?.Dispose();
        }

        wake.Dispose();
        return null;
    }

    public long DueNs(int frames) => Health.IsReady ? _dueNs : long.MaxValue;

    public void Maintain(long nowNs)
    {
        DeviceHealth? notReady = null;
        foreach (var source in _sources)
        {
            source.Sensor.Maintain(nowNs);
            notReady = source.Sensor.Health.IsReady ? notReady : source.Sensor.Health;
        }

        if (notReady is null && !Health.IsReady)
        {
            foreach (var source in _sources)
            {
                source.Forget();
            }

            (_dueNs, _misses) = (nowNs, false);
            Health.Opened();
        }
        else if (notReady?.State == DeviceState.Lost && Health.State != DeviceState.Lost)
        {
            Health.Failed(nowNs, $"{notReady.Device} is lost: {notReady.Reason}");
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!Health.IsReady)
        {
            return default;
        }

        var (isKnown, isFresh, isEnded) = (true, true, false);
        foreach (var source in _sources)
        {
            isEnded |= source.Take(nowNs);
            isKnown &= source.HasFrame;
            isFresh &= !source.IsStale(nowNs);
            _misses |= source.TakeGap();
        }

        if (isEnded)
        {
            return new SensorRead(0, SensorStatus.Ended);
        }

        if (nowNs < _dueNs)
        {
            return default;
        }

        var isLate = nowNs - _dueNs >= StalePeriods * _periodNs;
        _dueNs = isLate || !isKnown ? nowNs + _periodNs : _dueNs + _periodNs;
        if (!isKnown || !isFresh)
        {
            _misses |= isKnown;
            return default;
        }

        var at = 0;
        foreach (var source in _sources)
        {
            source.Latest.CopyTo(frames[at..]);
            at += source.Latest.Length;
        }

        var isGap = isLate || _misses;
        _misses = false;
        return new SensorRead(1, isGap ? SensorStatus.Gap : SensorStatus.Ok);
    }

    public void Dispose()
    {
        foreach (var source in _sources)
        {
            source.Sensor.Dispose();
        }

        _wake.Dispose();
    }

    private static ISensor? Part(ConfigNode settings, DeviceContext context)
    {
        var sensor = DeviceFactory.CreateSensor(settings, context);
        if (sensor is null)
        {
            return null;
        }

        var stuckAfterNs = StuckSettings.Read(settings, sensor);
        settings.Finish();
        return ThreadedSensor.Of(sensor, context, stuckAfterNs);
    }
}
