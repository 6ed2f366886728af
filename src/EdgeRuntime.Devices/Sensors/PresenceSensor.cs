using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Senses what other pipelines see: one channel for each class that is watched, 1 while it is present and for some time after it went. It
/// gives a frame whenever one of them may have changed, and ends when all those pipelines have.
/// </summary>
public sealed class PresenceSensor : ISensor, ILinkedDevice
{
    private readonly long _withinNs;
    private readonly IWake _wake;
    private readonly Source?[] _sources;
    private int _isDirty = 1;
    private long _nextExpiryNs = long.MaxValue;

    /// <param name="watched">Pipeline, class and where the configuration says so.</param>
    /// <param name="withinNs">How long after a class went it still counts.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    public PresenceSensor(IReadOnlyList<(string Pipeline, string Label, string Path)> watched, long withinNs, DeviceContext context)
    {
        (_withinNs, _wake, _sources, Health) = (withinNs, context.Wake, new Source?[watched.Count], context.HealthOf("rule"));
        Links = [.. watched.Select((w, i) => new PipelineLink(w.Pipeline, w.Label, w.Path, (runner, index) => Connect(i, runner, index)))];
    }

    public DeviceHealth Health { get; }

    public IReadOnlyList<PipelineLink> Links { get; }

    public int Channels => _sources.Length;

    /// <summary>Frames come when something happens; this is how finely their times are told apart.</summary>
    public double SampleRateHz => 1000;

    public long DueNs(int frames) => Volatile.Read(ref _isDirty) != 0 ? 0 : _nextExpiryNs;

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public SensorRead Read(Span<float> frames, long nowNs)
    {
        // Asked before the change is looked for: what the others still said until then is seen.
        var isOver = Array.TrueForAll(_sources, s => s is null || s.Runner.IsEnded);
        if (Interlocked.Exchange(ref _isDirty, 0) == 0 && nowNs < _nextExpiryNs)
        {
            return new SensorRead(0, isOver && _nextExpiryNs == long.MaxValue ? SensorStatus.Ended : SensorStatus.Ok);
        }

        _nextExpiryNs = long.MaxValue;
        for (var i = 0; i < _sources.Length; i++)
        {
            frames[i] = _sources[i] is { } source && Holds(source, nowNs) ? 1 : 0;
        }

        return new SensorRead(1, SensorStatus.Ok);
    }

    public void Dispose()
    {
    }

    private bool Holds(Source source, long nowNs)
    {
        var presence = source.Runner.Presence;
        if (presence.IsPresent(source.ClassIndex))
        {
            return true;
        }

        var wentAtNs = presence.ChangedAtNs(source.ClassIndex);
        if (wentAtNs == ClassPresence.Never || nowNs - wentAtNs >= _withinNs)
        {
            return false;
        }

        _nextExpiryNs = Math.Min(_nextExpiryNs, wentAtNs + _withinNs);
        return true;
    }

    private void Connect(int channel, PipelineRunner runner, int classIndex)
    {
        _sources[channel] = new Source(runner, classIndex);
        runner.Presence.Listen((changed, _, _) =>
        {
            if (changed == classIndex)
            {
                Volatile.Write(ref _isDirty, 1);
                _wake.Set();
            }
        });
    }

    private sealed record Source(PipelineRunner Runner, int ClassIndex);
}
