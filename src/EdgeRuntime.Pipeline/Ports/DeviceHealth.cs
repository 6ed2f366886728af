namespace EdgeRuntime.Pipeline;

/// <summary>Whether a device answers.</summary>
public enum DeviceState
{
    /// <summary>Never opened yet.</summary>
    Closed,
    Ready,

    /// <summary>Failed; opening is tried again with growing pauses.</summary>
    Lost,
}

/// <summary>
/// A device's state: a fault is counted, reported once and followed by retries, 50 ms apart at first and doubling to 2 s. Nothing here
/// throws. Used from the pipeline's thread; the counters may be read from any.
/// </summary>
public sealed class DeviceHealth(string device, IPipelineLog log)
{
    private const long FirstPauseNs = 50_000_000;
    private const long LongestPauseNs = 2_000_000_000;

    private long _pauseNs = FirstPauseNs;
    private long _retryAtNs = long.MinValue;
    private long _faultCount;

    public string Device { get; } = device;

    public DeviceState State { get; private set; }

    /// <summary>Faults since the start, failed attempts to open again included.</summary>
    public long FaultCount => Volatile.Read(ref _faultCount);

    public bool IsReady => State == DeviceState.Ready;

    /// <summary>Not ready, and the time to try again has come.</summary>
    public bool ShouldOpen(long nowNs) => State != DeviceState.Ready && nowNs >= _retryAtNs;

    public void Opened()
    {
        if (State == DeviceState.Lost)
        {
            log.DeviceReady(Device, FaultCount);
        }

        (State, _pauseNs) = (DeviceState.Ready, FirstPauseNs);
    }

    public void Failed(long nowNs, string reason)
    {
        Interlocked.Increment(ref _faultCount);
        if (State != DeviceState.Lost)
        {
            log.DeviceLost(Device, reason);
        }

        State = DeviceState.Lost;
        _retryAtNs = nowNs + _pauseNs;
        _pauseNs = Math.Min(2 * _pauseNs, LongestPauseNs);
    }
}
