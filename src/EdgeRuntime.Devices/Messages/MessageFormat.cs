using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Makes messages of decisions: the JSON of <see cref="DecisionJson"/> without its line feed, and a topic per class.</summary>
internal sealed class MessageFormat : IDisposable
{
    private readonly DecisionJson _json;
    private readonly string[] _topics;

    /// <param name="pipeline">Its name.</param>
    /// <param name="topics">Where decisions of each class go, by the class's index.</param>
    public MessageFormat(string pipeline, IEnumerable<string> topics) => (_json, _topics) = (new DecisionJson(pipeline), [.. topics]);

    public Message MessageOf(in TimedDecision timed) =>
        new(_topics[timed.Decision.ClassIndex], _json.Line(timed.Decision, timed.Utc)[..^1].ToArray());

    public void Dispose() => _json.Dispose();
}
