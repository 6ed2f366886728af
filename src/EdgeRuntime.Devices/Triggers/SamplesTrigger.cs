using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Fires when the first window is full and then after every <c>hop</c> frames: window k starts at frame k * hop, exactly.</summary>
public sealed class SamplesTrigger : ITrigger
{
    private readonly int _windowFrames;
    private readonly int _hopFrames;

    public SamplesTrigger(int windowFrames, int hopFrames, DeviceHealth health)
    {
        (_windowFrames, _hopFrames, Health) = (windowFrames, hopFrames, health);
        FramesToNext = windowFrames;
    }

    public DeviceHealth Health { get; }

    public int FramesToNext { get; private set; }

    public long NextDueNs => long.MaxValue;

    private bool HasFired { get; set; }

    public static ITrigger Create(ConfigNode settings, DeviceContext context) => new SamplesTrigger(
        context.WindowFrames,
        settings.Integer("hop", 1, 1 << 24, Math.Max(1, context.WindowFrames)),
        context.HealthOf("samples"));

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public void Advance(int frames)
    {
        FramesToNext -= frames;
        if (FramesToNext <= 0)
        {
            (FramesToNext, HasFired) = (_hopFrames, true);
        }
    }

    public void Restart() => (FramesToNext, HasFired) = (_windowFrames, false);

    public bool TryTake(long nowNs, out long firedAtNs)
    {
        firedAtNs = nowNs;
        var fired = HasFired;
        HasFired = false;
        return fired;
    }

    public void Dispose()
    {
    }
}
