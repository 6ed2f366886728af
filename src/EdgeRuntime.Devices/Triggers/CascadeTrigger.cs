using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Fires when a class of another pipeline becomes present: a small model that always runs wakes a big one. With <c>hop</c> it fires again
/// after every so many frames for as long as the class stays. Both run on threads of their own.
/// </summary>
public sealed class CascadeTrigger : ITrigger, ILinkedDevice
{
    private readonly FiringSlot _slot;
    private readonly IWake _wake;
    private readonly MonotonicClock _clock;
    private readonly int _hopFrames;
    private ClassPresence? _source;
    private int _classIndex;
    private int _frames;

    /// <param name="pipeline">Name of the other pipeline.</param>
    /// <param name="label">Its class.</param>
    /// <param name="path">Where the configuration says so.</param>
    /// <param name="hopFrames">Frames between further firings; 0 for none.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public CascadeTrigger(string pipeline, string label, string path, int hopFrames, DeviceContext context)
    {
        (_slot, _wake, _clock, _hopFrames) = (new FiringSlot(context.Overrun == OverrunPolicy.SkipOldest), context.Wake, context.Clock, hopFrames);
        Health = context.HealthOf($"model({pipeline}:{label})");
        Links = [new PipelineLink(pipeline, label, path, Connect)];
    }

    public DeviceHealth Health { get; }

    public IReadOnlyList<PipelineLink> Links { get; }

    public int FramesToNext => _hopFrames > 0 && IsPresent ? _hopFrames - _frames : int.MaxValue;

    public long NextDueNs => long.MaxValue;

    public long OverrunCount => _slot.OverrunCount;

    private bool IsPresent => _source?.IsPresent(_classIndex) ?? false;

    public static ITrigger? Create(ConfigNode settings, DeviceContext context)
    {
        var (pipeline, label) = (settings.Text("pipeline"), settings.Text("label"));
        var hopFrames = settings.Integer("hop", 0, 1 << 24, 0);
        if (pipeline == context.Pipeline)
        {
            settings.Refuse("pipeline", $"'{pipeline}', which is this one", "the name of another pipeline");
            return null;
        }

        return new CascadeTrigger(pipeline, label, settings.Path, hopFrames, context);
    }

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public void Advance(int frames)
    {
        _frames = _hopFrames > 0 && IsPresent ? _frames + frames : 0;
        if (_frames >= _hopFrames && _frames > 0)
        {
            _frames = 0;
            _slot.Fire(_clock.NowNs);
        }
    }

    public void Restart() => _frames = 0;

    public bool TryTake(long nowNs, out long firedAtNs) => _slot.TryTake(out firedAtNs);

    public void Dispose()
    {
    }

    private void Connect(PipelineRunner source, int classIndex)
    {
        (_source, _classIndex) = (source.Presence, classIndex);
        source.Presence.Listen((changed, isPresent, nowNs) =>
        {
            if (changed == classIndex && isPresent)
            {
                _slot.Fire(nowNs);
                _wake.Set();
            }
        });
    }
}
