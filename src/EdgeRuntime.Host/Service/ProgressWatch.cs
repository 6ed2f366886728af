using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>Judges whether every pipeline moved since the last time it was asked. One that came to its end has nothing left to do.</summary>
internal sealed class ProgressWatch
{
    private readonly Dictionary<PipelineRunner, long> _heartbeats = [];

    public bool HasProgressed(IReadOnlyList<PipelineRunner> runners)
    {
        var progressed = true;
        foreach (var runner in runners)
        {
            var now = runner.Counters.Heartbeats;
            progressed &= runner.IsEnded || !_heartbeats.TryGetValue(runner, out var before) || now != before;
            _heartbeats[runner] = now;
        }

        return progressed;
    }

    /// <summary>Forgets pipelines that were replaced.</summary>
    public void Clear() => _heartbeats.Clear();
}
