using EdgeRuntime.Pipeline;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>Runs every pipeline from start to stop; replaces them all when told to reload.</summary>
internal sealed class PipelineService(
    IReadOnlyList<PipelineRunner> runners,
    Func<IReadOnlyList<PipelineRunner>> reload,
    SystemdNotifier systemd,
    IHostApplicationLifetime lifetime,
    ILogger log) : IHostedService
{
    private static readonly TimeSpan DrainTimeout = TimeSpan.FromSeconds(4);

    private readonly Lock _lock = new();
    private PipelineThread[] _threads = [];
    private IReadOnlyList<PipelineRunner> _runners = runners;
    private bool _stopping;

    public IReadOnlyList<PipelineRunner> Runners => Volatile.Read(ref _runners);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            foreach (var model in _runners.Select(r => r.Parts.Scorer).OfType<StoredModel>())
            {
                model.CountStart(log);
            }

            Start(_runners);
        }

        systemd.Ready($"{_runners.Count} pipelines");
        return Task.CompletedTask;
    }

    /// <summary>Reads the configuration again. A mistake in it is logged and the running pipelines go on.</summary>
    public void Reload()
    {
        lock (_lock)
        {
            if (_stopping)
            {
                return;
            }

            systemd.Reloading();
            try
            {
                var next = reload();
                Drain();
                Start(next);
                log.Information("Reloaded: {Count} pipelines", next.Count);
            }
            catch (Exception e)
            {
                log.Error("Reload refused, the running pipelines go on: {Reason:l}", e.Message);
            }

            systemd.Ready($"{Runners.Count} pipelines");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        systemd.Stopping();
        lock (_lock)
        {
            _stopping = true;
            Drain();
        }

        return Task.CompletedTask;
    }

    private void Start(IReadOnlyList<PipelineRunner> next)
    {
        Volatile.Write(ref _runners, next);
        _threads = [.. next.Select(runner => new PipelineThread(runner, OnEnded, log))];
        foreach (var thread in _threads)
        {
            log.Information(
                "{Pipeline:l}: {Channels} channels at {Rate} Hz, classes {Classes:l}",
                thread.Runner.Name,
                thread.Runner.Parts.Sensor.Channels,
                thread.Runner.Parts.Sensor.SampleRateHz,
                string.Join(", ", thread.Runner.Parts.Scorer.Labels));
            if (((thread.Runner.Parts.Scorer as StoredModel)?.Current ?? thread.Runner.Parts.Scorer as ModelScorer) is { } model)
            {
                log.Information("{Pipeline:l}: {Weights:l}", thread.Runner.Name, WeightOrderText.Of(model.Interpreter));
            }

            (thread.Runner.Parts.Scorer as StoredModel)?.Listen();
            thread.Start();
        }

        ProgramPages.GiveBack();
    }

    private void Drain()
    {
        foreach (var thread in _threads)
        {
            thread.RequestStop();
        }

        foreach (var thread in _threads)
        {
            LogSummary(thread.Runner);
            if (!thread.Join(DrainTimeout))
            {
                log.Error("{Pipeline:l}: did not stop within {Seconds} s", thread.Runner.Name, DrainTimeout.TotalSeconds);
            }
        }

        _threads = [];
    }

    private void OnEnded(PipelineRunner runner)
    {
        if (runner.IsEnded)
        {
            log.Information("{Pipeline:l}: its sensor came to an end", runner.Name);
        }

        if (Runners.All(r => r.IsEnded))
        {
            lifetime.StopApplication();
        }
    }

    private void LogSummary(PipelineRunner runner)
    {
        var counters = runner.Counters;
        log.Information(
            "{Pipeline:l}: {Triggers} triggers ({Skipped} skipped), {Inferences} inferences, {Decisions} decisions, {Gaps} gaps, {Faults} faults",
            runner.Name,
            counters.Triggers,
            counters.SkippedTriggers,
            counters.Inferences,
            counters.Decisions,
            counters.Gaps,
            counters.Faults);
    }
}
