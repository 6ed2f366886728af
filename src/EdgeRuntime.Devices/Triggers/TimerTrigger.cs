using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Fires at a fixed period of monotonic time. Periods that passed while nobody asked are counted, not made up for.</summary>
/// <param name="periodNs">From one firing to the next.</param>
/// <param name="keepNewest">Whether the last of several passed periods fires instead of the first.</param>
/// <param name="health">State of this trigger.</param>
public sealed class TimerTrigger(long periodNs, bool keepNewest, DeviceHealth health) : ITrigger
{
    private long _overruns;

    public DeviceHealth Health { get; } = health;

    public int FramesToNext => int.MaxValue;

    public long NextDueNs { get; private set; } = long.MaxValue;

    /// <summary>Periods that passed without a firing of their own.</summary>
    public long OverrunCount => Volatile.Read(ref _overruns);

    public static ITrigger Create(ConfigNode settings, DeviceContext context) => new TimerTrigger(
        (long)(settings.Number("periodMs", 0.1, 86_400_000) * 1e6),
        context.Overrun == OverrunPolicy.SkipOldest,
        context.HealthOf("timer"));

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            NextDueNs = nowNs + periodNs;
            Health.Opened();
        }
    }

    public void Advance(int frames)
    {
    }

    public void Restart()
    {
    }

    public bool TryTake(long nowNs, out long firedAtNs)
    {
        firedAtNs = NextDueNs;
        if (nowNs < NextDueNs)
        {
            return false;
        }

        var missed = (nowNs - NextDueNs) / periodNs;
        Volatile.Write(ref _overruns, _overruns + missed);
        firedAtNs += keepNewest ? missed * periodNs : 0;
        NextDueNs += (missed + 1) * periodNs;
        return true;
    }

    public void Dispose()
    {
    }
}
