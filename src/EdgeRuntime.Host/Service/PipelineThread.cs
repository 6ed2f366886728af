using EdgeRuntime.Pipeline;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>A pipeline on a thread of its own.</summary>
internal sealed class PipelineThread : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;
    private readonly WakeLatencyRequest _wakeLatency;

    public PipelineThread(PipelineRunner runner, Action<PipelineRunner> onEnded, ILogger log)
    {
        Runner = runner;
        _wakeLatency = WakeLatencyRequest.For(runner.Parts.Placement);
        _thread = new Thread(() =>
        {
            IEnumerable<string> refusals = ThreadScheduler.Place(runner.Parts.Placement);
            foreach (var refused in _wakeLatency.Refusal is { } refusal ? refusals.Append(refusal) : refusals)
            {
                log.Warning("{Pipeline:l}: {Refused:l}; it runs without", runner.Name, refused);
            }

            runner.Run(_stop.Token);
            onEnded(runner);
        })
        {
            Name = $"pipeline {runner.Name}",
            IsBackground = true,
        };
    }

    public PipelineRunner Runner { get; }

    public void Start() => _thread.Start();

    /// <summary>Asks the pipeline to finish what it is doing.</summary>
    public void RequestStop() => _stop.Cancel();

    /// <summary>Waits for it, then gives its devices back.</summary>
    /// <returns>false when it did not stop in time; its devices then stay with it, as they are still in use.</returns>
    public bool Join(TimeSpan timeout)
    {
        if (!_thread.Join(timeout))
        {
            return false;
        }

        Dispose();
        return true;
    }

    public void Dispose()
    {
        Runner.Dispose();
        _wakeLatency.Dispose();
        _stop.Dispose();
    }
}
