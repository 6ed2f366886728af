using EdgeRuntime.Pipeline;
using Microsoft.Extensions.Hosting;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>
/// Sees that a name in a model store comes to stand for another model, and brings the replacement forward. Sleeps in the kernel until a
/// store changes; looks by itself only while a replacement is under way, first soon and then less and less often.
/// </summary>
internal sealed class ModelWatcher(Func<IReadOnlyList<PipelineRunner>> runners, ILogger log) : BackgroundService
{
    private static readonly TimeSpan ShortestStep = TimeSpan.FromMilliseconds(5), LongestStep = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _changed = new(0);
    private readonly Dictionary<string, FileSystemWatcher> _watched = [];

    public override void Dispose()
    {
        foreach (var watcher in _watched.Values)
        {
            watcher.Dispose();
        }

        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stop)
    {
        // The host waits for what runs before the first pause.
        await Task.Yield();
        var step = ShortestStep;
        while (!stop.IsCancellationRequested)
        {
            var models = runners().Select(r => r.Parts.Scorer).OfType<StoredModel>().ToArray();
            foreach (var model in models)
            {
                Watch(model.StoreFolder);
                model.Advance(log);
            }

            var hasChanged = await _changed.WaitAsync(models.Any(m => m.IsBusy) ? step : Timeout.InfiniteTimeSpan, stop).ConfigureAwait(false);
            step = hasChanged ? ShortestStep : TimeSpan.FromTicks(Math.Min(2 * step.Ticks, LongestStep.Ticks));
        }
    }

    private void Watch(string folder)
    {
        if (_watched.ContainsKey(folder))
        {
            return;
        }

        try
        {
            // A pointer is moved into place, which the kernel tells as one renamed file.
            var watcher = new FileSystemWatcher(folder, "*.json") { NotifyFilter = NotifyFilters.FileName };
            watcher.Renamed += (_, _) => _changed.Release();
            watcher.Created += (_, _) => _changed.Release();
            watcher.EnableRaisingEvents = true;
            _watched.Add(folder, watcher);
        }
        catch (Exception e) when (e is IOException or ArgumentException)
        {
            log.Error("The model store '{Folder:l}' cannot be watched ({Reason:l}); new models wait for a reload", folder, e.Message);
        }
    }
}
