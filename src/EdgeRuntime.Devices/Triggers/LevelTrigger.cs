using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires at the very frame at which a channel of the window comes above a level, or below it, and again only after it was back by the
/// hysteresis. Frames are those that the window gets, after stages that work on the stream.
/// </summary>
public sealed class LevelTrigger : ITrigger
{
    private readonly LevelCondition _condition;
    private readonly FiringSlot _slot = new(keepNewest: false);
    private readonly MonotonicClock _clock;
    private bool _isBeyond;
    private bool _isNew;

    /// <param name="condition">When it fires.</param>
    /// <param name="clock">What the time is.</param>
    /// <param name="health">State of this trigger.</param>
    public LevelTrigger(LevelCondition condition, MonotonicClock clock, DeviceHealth health) =>
        (_condition, _clock, Health) = (condition, clock, health);

    public DeviceHealth Health { get; }

    public int FramesToNext => int.MaxValue;

    public long NextDueNs => long.MaxValue;

    public long OverrunCount => _slot.OverrunCount;

    public static ITrigger? Create(ConfigNode settings, DeviceContext context)
    {
        var channel = settings.Integer("channel", 0, Math.Max(0, context.WindowChannels - 1), 0);
        var (hasAbove, hasBelow) = (settings.Has("above"), settings.Has("below"));
        var level = settings.Number(hasBelow ? "below" : "above", -1e9, 1e9);
        var hysteresis = settings.Number("hysteresis", 0, 1e9, 0);
        var isOfMagnitude = settings.Flag("magnitude", false);
        if (hasAbove && hasBelow)
        {
            settings.Refuse("below", "a second level", "either 'above' or 'below'");
            return null;
        }

        return new LevelTrigger(
            new LevelCondition(channel, (float)level, IsBelow: hasBelow, (float)hysteresis, isOfMagnitude), context.Clock, context.HealthOf("level"));
    }

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public int FramesToFiring(ReadOnlySpan<float> frames, int channels)
    {
        for (var at = _condition.Channel; at < frames.Length; at += channels)
        {
            var wasBeyond = _isBeyond;
            _isBeyond = _condition.Holds(frames[at], wasBeyond);
            if (_isBeyond && !wasBeyond)
            {
                _isNew = true;
                return (at / channels) + 1;
            }
        }

        return frames.Length / channels;
    }

    public void Advance(int frames)
    {
        if (_isNew)
        {
            _isNew = false;
            _slot.Fire(_clock.NowNs);
        }
    }

    /// <summary>What was before counts no more: a level that is already passed when the samples come back fires.</summary>
    public void Restart() => (_isBeyond, _isNew) = (false, false);

    public bool TryTake(long nowNs, out long firedAtNs) => _slot.TryTake(out firedAtNs);

    public void Dispose()
    {
    }
}
