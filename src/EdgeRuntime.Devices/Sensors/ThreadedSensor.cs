using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Senses on a thread of its own, so that a reading keeps its time while the pipeline infers, and a driver that does not come back stops
/// nobody: the sensor then counts as stuck and lost, the pipeline makes its actuators safe and goes on, and when the call returns the
/// sensor is opened again. Nothing is allocated per reading.
/// </summary>
public sealed class ThreadedSensor : ISensor
{
    private const long Idle = long.MaxValue;
    private const long LongestSleepNs = 200_000_000, LongestRetryNs = 50_000_000;
    private const double KeptSeconds = 1;
    private const int LeastFrames = 3, MostNumbers = 1 << 21, JoinMs = 1000;

    private readonly IWiredSensor _sensor;
    private readonly DeviceContext _context;
    private readonly FrameRing _ring;
    private readonly KernelWake _sleep = new();
    private readonly long _longestCallNs;
    private Thread? _thread;
    private volatile bool _stops;
    private volatile bool _isEnded;
    private long _inCallSinceNs = Idle;
    private int _wantedFrames = 1;

    private ThreadedSensor(IWiredSensor sensor, DeviceContext context, long? stuckAfterNs)
    {
        (_sensor, _context, _longestCallNs) = (sensor, context, stuckAfterNs ?? sensor.LongestCallNs);
        var most = Math.Max(LeastFrames, MostNumbers / sensor.Channels);
        _ring = new FrameRing((int)Math.Clamp(sensor.SampleRateHz * KeptSeconds, LeastFrames, most), sensor.Channels);
    }

    public DeviceHealth Health => _sensor.Health;

    public int Channels => _sensor.Channels;

    public double SampleRateHz => _sensor.SampleRateHz;

    public long DroppedCount => _sensor.DroppedCount + _ring.DroppedCount;

    /// <summary>The sensor, on its own thread if it is on a wire; takes ownership of it.</summary>
    /// <param name="sensor">Of a <see cref="DeviceFactory"/>.</param>
    /// <param name="context">Whose pipeline it serves, with its wake.</param>
    /// <param name="stuckAfterNs">How long a call may take before the sensor counts as stuck; null for what its driver says.</param>
    public static ISensor Of(ISensor sensor, DeviceContext context, long? stuckAfterNs = null) =>
        sensor is IWiredSensor wired ? new ThreadedSensor(wired, context, stuckAfterNs) : sensor;

    /// <summary>
    /// The pipeline is woken as soon as so many frames are there, or the state changes. By itself it has to look when a call may have become
    /// too long, as nobody wakes it then: the one that is running now, or one that begins at once.
    /// </summary>
    public long DueNs(int frames)
    {
        Volatile.Write(ref _wantedFrames, frames);
        Interlocked.MemoryBarrier();
        if (Health.IsReady && _ring.Count >= frames)
        {
            return 0;
        }

        var callBeganNs = Volatile.Read(ref _inCallSinceNs);
        return Health.State == DeviceState.Lost ? long.MaxValue
            : (callBeganNs == Idle ? _context.Clock.NowNs : callBeganNs) + _longestCallNs + 1;
    }

    public void Maintain(long nowNs)
    {
        if (_thread is null)
        {
            _thread = new Thread(Sense) { IsBackground = true, Name = Health.Device };
            _thread.Start();
        }

        var silentNs = nowNs - Volatile.Read(ref _inCallSinceNs);
        if (silentNs > _longestCallNs && Health.State != DeviceState.Lost)
        {
            Health.Failed(nowNs, $"its driver has not answered for {silentNs / 1_000_000} ms: the bus is stuck, or the device hangs");
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        if (!Health.IsReady)
        {
            return default;
        }

        var isEnded = _isEnded;
        var count = _ring.Take(frames, out var isAfterGap);
        if (count == 0 && isEnded)
        {
            return new SensorRead(0, SensorStatus.Ended);
        }

        return new SensorRead(count, isAfterGap ? SensorStatus.Gap : SensorStatus.Ok) { Missing = _ring.MissingBeforeTaken };
    }

    /// <summary>A call that does not come back keeps its thread; that gives the device back when it does.</summary>
    public void Dispose()
    {
        _stops = true;
        _sleep.Set();
        if (_thread is null)
        {
            Close();
        }
        else
        {
            _ = _thread.Join(JoinMs);
        }
    }

    private void Sense()
    {
        _context.PlaceThread();
        var wasReady = false;
        while (!_stops && !_isEnded)
        {
            var frames = Turn();
            var isReady = Health.IsReady;
            if (_isEnded || isReady != wasReady || (frames > 0 && _ring.Count >= Volatile.Read(ref _wantedFrames)))
            {
                wasReady = isReady;
                _context.Wake.Set();
            }

            if (frames == 0)
            {
                Sleep(isReady);
            }
        }

        Close();
    }

    private int Turn()
    {
        Volatile.Write(ref _inCallSinceNs, _context.Clock.NowNs);
        var read = default(SensorRead);
        try
        {
            _sensor.Maintain(_context.Clock.NowNs);
            read = _sensor.Read(_ring.Room(), _context.Clock.NowNs);
        }
        catch (Exception e)
        {
            Health.Failed(_context.Clock.NowNs, e.Message);
        }

        Volatile.Write(ref _inCallSinceNs, Idle);
        if (!Health.IsReady)
        {
            // Lost, perhaps only because it was stuck: what came then is as good as missing.
            _ring.Break();
            return 0;
        }

        _ring.Put(read.Frames, read.Status == SensorStatus.Gap, read.Missing);
        Interlocked.MemoryBarrier();
        _isEnded = read.Status == SensorStatus.Ended && read.Frames == 0;
        return read.Frames;
    }

    private void Sleep(bool isReady)
    {
        var dueNs = _sensor.DueNs(1);
        var longestNs = isReady ? LongestSleepNs : LongestRetryNs;
        var sleepNs = dueNs == long.MaxValue ? longestNs : Math.Clamp(dueNs - _context.Clock.NowNs, 0, longestNs);
        _sleep.Watch(isReady ? _sensor.Descriptor : -1);
        _sleep.Wait(sleepNs);
    }

    private void Close()
    {
        _sensor.Dispose();
        _sleep.Dispose();
    }
}
