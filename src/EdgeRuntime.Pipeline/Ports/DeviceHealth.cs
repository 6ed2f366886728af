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
/// A device's state: a fault is counted, reported once for each reason of a loss, and followed by retries, 50 ms apart at first and doubling
/// to 2 s. Nothing here throws. The device reports from its own thread; the pipeline's, which may find it stuck, and those that only read may do so any time.
/// </summary>
public sealed class DeviceHealth(string device, IPipelineLog log)
{
    private const long FirstPauseNs = 50_000_000;
    private const long LongestPauseNs = 2_000_000_000;

    /// <summary>Reasons told of one loss: those that name a new number every time must not fill the log.</summary>
    private const int MostReasons = 8;

    private readonly Lock _change = new();
    private readonly List<string> _told = new(MostReasons);
    private volatile DeviceState _state;
    private long _pauseNs = FirstPauseNs;
    private long _retryAtNs = long.MinValue;
    private long _faultCount;

    public string Device { get; } = device;

    public DeviceState State => _state;

    /// <summary>Faults since the start, failed attempts to open again included.</summary>
    public long FaultCount => Volatile.Read(ref _faultCount);

    /// <summary>Why it was last lost, or could not be opened again; null when that never happened.</summary>
    public string? Reason { get; private set; }

    public bool IsReady => State == DeviceState.Ready;

    /// <summary>Not ready, and the time to try again has come.</summary>
    public bool ShouldOpen(long nowNs) => State != DeviceState.Ready && nowNs >= Volatile.Read(ref _retryAtNs);

    public void Opened()
    {
        lock (_change)
        {
            if (State == DeviceState.Lost)
            {
                log.DeviceReady(Device, FaultCount);
            }

            (_state, _pauseNs) = (DeviceState.Ready, FirstPauseNs);
            _told.Clear();
        }
    }

    public void Failed(long nowNs, string reason)
    {
        lock (_change)
        {
            _faultCount++;
            if (_told.Count < MostReasons && !_told.Contains(reason))
            {
                _told.Add(reason);
                log.DeviceLost(Device, reason);
            }

            Reason = reason;

            _state = DeviceState.Lost;
            _retryAtNs = nowNs + _pauseNs;
            _pauseNs = Math.Min(2 * _pauseNs, LongestPauseNs);
        }
    }
}
