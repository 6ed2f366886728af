using System.Buffers;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>A decision as one JSON object, the same for every actuator that hands decisions on. Allocates nothing per decision.</summary>
internal sealed class DecisionJson : IDisposable
{
    private const int LargestBytes = 4096;

    private readonly string _pipeline;
    private readonly ArrayBufferWriter<byte> _bytes = new(LargestBytes);
    private readonly Utf8JsonWriter _json;

    public DecisionJson(string pipeline)
    {
        _pipeline = pipeline;
        _json = new Utf8JsonWriter(_bytes, new JsonWriterOptions { SkipValidation = true });
    }

    /// <summary>The object, followed by a line feed; valid until the next call.</summary>
    public ReadOnlySpan<byte> Line(in Decision decision, DateTime utc)
    {
        _bytes.ResetWrittenCount();
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString("pipeline"u8, _pipeline);
        _json.WriteNumber("sequence"u8, decision.Sequence);
        _json.WriteString("utc"u8, utc);
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
        _bytes.Write("\n"u8);
        return _bytes.WrittenSpan;
    }

    public void Dispose() => _json.Dispose();
}
