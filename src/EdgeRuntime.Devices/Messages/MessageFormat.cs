using System.Text;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Makes messages of decisions: the JSON of <see cref="DecisionJson"/> without its line feed, and a topic per class. They lie in a buffer
/// that is used again, so that nothing is allocated per message.
/// </summary>
internal sealed class MessageFormat : IDisposable
{
    private const int FirstBytes = 4096;

    private readonly DecisionJson _json;
    private readonly ReadOnlyMemory<byte>[] _topics;
    private byte[] _payloads = new byte[FirstBytes];
    private int _used;

    /// <param name="pipeline">Its name.</param>
    /// <param name="topics">Where decisions of each class go, by the class's index.</param>
    public MessageFormat(string pipeline, IEnumerable<string> topics)
    {
        _json = new DecisionJson(pipeline);
        _topics = [.. topics.Select(topic => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(topic))];
    }

    /// <summary>The messages made so far are no longer needed: their room is used for the next ones.</summary>
    public void Reuse() => _used = 0;

    /// <summary>A message that is valid until <see cref="Reuse"/>.</summary>
    public Message MessageOf(in TimedDecision timed)
    {
        var json = _json.Line(timed.Decision, timed.Utc)[..^1];
        if (_used + json.Length > _payloads.Length)
        {
            // The messages made so far keep the array that they lie in.
            _payloads = new byte[Math.Max(2 * _payloads.Length, json.Length)];
            _used = 0;
        }

        json.CopyTo(_payloads.AsSpan(_used));
        var payload = _payloads.AsMemory(_used, json.Length);
        _used += json.Length;
        return new Message(_topics[timed.Decision.ClassIndex], payload);
    }

    public void Dispose() => _json.Dispose();
}
