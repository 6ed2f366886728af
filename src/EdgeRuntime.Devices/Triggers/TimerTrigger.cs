using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Fires at a fixed period of monotonic time. Periods that passed while nobody asked are dropped, not made up for.</summary>
public sealed class TimerTrigger(long periodNs, DeviceHealth health) : ITrigger
{
    public DeviceHealth Health { get; } = health;

    public int FramesToNext => int.MaxValue;

    public long NextDueNs { get; private set; } = long.MaxValue;

    public static ITrigger Create(ConfigNode settings, DeviceContext context) => new TimerTrigger(
        settings.Integer("periodMs", 1, 86_400_000) * 1_000_000L,
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

        NextDueNs += ((nowNs - NextDueNs) / periodNs * periodNs) + periodNs;
        return true;
    }

    public void Dispose()
    {
    }
}
