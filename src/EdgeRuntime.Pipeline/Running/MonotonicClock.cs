namespace EdgeRuntime.Pipeline;

/// <summary>Time that never jumps, in nanoseconds. The wall clock decides nothing in a pipeline.</summary>
public sealed class MonotonicClock(TimeProvider time)
{
    private readonly double _nanosecondsPerTick = 1e9 / time.TimestampFrequency;

    public static MonotonicClock System { get; } = new(TimeProvider.System);

    public long NowNs => _nanosecondsPerTick == 1 ? time.GetTimestamp() : (long)(time.GetTimestamp() * _nanosecondsPerTick);
}
