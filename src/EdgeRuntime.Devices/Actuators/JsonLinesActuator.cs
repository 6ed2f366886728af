using System.Buffers;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// One JSON object per decision and line, to a file (appended) or the standard output. Allocates nothing per decision. Lines that cannot
/// be written are dropped and counted.
/// </summary>
public sealed class JsonLinesActuator : IActuator
{
    private const int LargestLineBytes = 4096;

    private readonly string _pipeline;
    private readonly Func<Stream> _open;
    private readonly MonotonicClock _clock;
    private readonly ArrayBufferWriter<byte> _line = new(LargestLineBytes);
    private readonly Utf8JsonWriter _json;
    private Stream? _stream;
    private long _dropped;

    public JsonLinesActuator(string pipeline, Func<Stream> open, MonotonicClock clock, DeviceHealth health)
    {
        (_pipeline, _open, _clock, Health) = (pipeline, open, clock, health);
        _json = new Utf8JsonWriter(_line, new JsonWriterOptions { SkipValidation = true });
    }

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

        Write(decision);
        try
        {
            _stream.Write(_line.WrittenSpan);
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

    private void Write(in Decision decision)
    {
        _line.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("pipeline"u8, _pipeline);
        _json.WriteNumber("sequence"u8, decision.Sequence);
        _json.WriteString("utc"u8, DateTime.UtcNow);
        _json.WriteNumber("monotonicNs"u8, decision.TimestampNs);
        _json.WriteString("label"u8, decision.Label);
        _json.WriteNumber("score"u8, decision.Score);
        _json.WriteBoolean("active"u8, decision.IsActive);
        _json.WriteBoolean("change"u8, decision.IsChange);
        _json.WriteNumber("latencyNs"u8, decision.LatencyNs);
        if (decision.IsPrevious)
        {
            _json.WriteBoolean("previous"u8, true);
        }

        _json.WriteEndObject();
        _json.Flush();
        _line.Write("\n"u8);
    }
}
