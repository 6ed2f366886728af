using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// One JSON object per decision and line, to a file (appended) or the standard output. Allocates nothing per decision. Lines that cannot
/// be written are dropped and counted.
/// </summary>
public sealed class JsonLinesActuator : IActuator
{
    private readonly Func<Stream> _open;
    private readonly MonotonicClock _clock;
    private readonly DecisionJson _json;
    private Stream? _stream;
    private long _dropped;

    public JsonLinesActuator(string pipeline, Func<Stream> open, MonotonicClock clock, DeviceHealth health) =>
        (_json, _open, _clock, Health) = (new DecisionJson(pipeline), open, clock, health);

    public DeviceHealth Health { get; }

    /// <summary>Lines lost because the file could not be written.</summary>
    public long DroppedCount => Volatile.Read(ref _dropped);

    public static IActuator Create(ConfigNode settings, DeviceContext context)
    {
        var file = settings.Text("file", "-");
        Func<Stream> open = file == "-"
            ? context.OpenStandardOutput
            : () => new FileStream(context.PathOf(file), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
        return new JsonLinesActuator(context.Pipeline, open, context.Clock, context.HealthOf(file == "-" ? "jsonLines" : $"jsonLines({file})"));
    }

    public void Maintain(long nowNs)
    {
        if (!Health.ShouldOpen(nowNs))
        {
            return;
        }

        try
        {
            _stream?.Dispose();
            _stream = _open();
            Health.Opened();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Health.Failed(nowNs, e.Message);
        }
    }

    public void Act(in Decision decision)
    {
        if (_stream is null || !Health.IsReady)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            return;
        }

        try
        {
            _stream.Write(_json.Line(decision, DateTime.UtcNow));
            _stream.Flush();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Volatile.Write(ref _dropped, _dropped + 1);
            Health.Failed(_clock.NowNs, e.Message);
        }
    }

    public void MakeSafe()
    {
    }

    public void Dispose()
    {
        _stream?.Dispose();
        _json.Dispose();
    }
}
