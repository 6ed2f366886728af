using EdgeRuntime.Devices;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>
/// A model that a pipeline knows by a name in the store. When the name comes to stand for another model, that one is loaded, proved, tested
/// and watched beside the pipeline, and takes over between two triggers; whatever fails on the way leaves the model in use and the name
/// goes back to it. <see cref="Advance"/> runs on one thread, scoring on the pipeline's.
/// </summary>
internal sealed class StoredModel : IScorer
{
    private readonly ModelStore _store;
    private readonly StoredModelSettings _settings;
    private readonly SwappableScorer _scorer;
    private readonly TimeProvider _time;
    private readonly MqttCommands? _commands;
    private string _hash;
    private string? _offered;
    private long _activeSince;

    public StoredModel(ModelStore store, string name, StoredModelSettings settings, TimeProvider time)
    {
        (_store, Name, _settings, _time) = (store, name, settings, time);
        _hash = _store.ToStart(name).Active;
        _scorer = new SwappableScorer(Load(_hash));
        _activeSince = _time.GetTimestamp();
        _commands = settings.Commands?.Invoke(command => ModelCommand.Answer(command, store, name));
    }

    public string Name { get; }

    public string StoreFolder => _store.Folder;

    public ModelScorer Current => (ModelScorer)_scorer.Current;

    /// <summary>What the last replacement showed.</summary>
    public SwapReport Report => _scorer.Report;

    /// <summary>Something is under way that time alone brings forward.</summary>
    public bool IsBusy => _offered is not null || _store.Find(Name) is { IsProved: false };

    public int ElementCount => _scorer.ElementCount;

    public IReadOnlyList<string> Labels => _scorer.Labels;

    public DriftMonitor? Drift => _scorer.Drift;

    public SampleStream? Stream => _scorer.Stream;

    public void Score(ReadOnlySpan<float> window, Span<float> scores) => _scorer.Score(window, scores);

    public void Observe(ReadOnlySpan<float> window) => _scorer.Observe(window);

    public void Dispose()
    {
        _commands?.Dispose();
        _scorer.Dispose();
    }

    /// <summary>Begins to take commands from the broker, if it is to.</summary>
    public void Listen() => _commands?.Start();

    /// <summary>The service starts with this model: one start less for a model that has yet to prove itself.</summary>
    public void CountStart(ILogger log)
    {
        var before = _store.Find(Name)!.Active;
        _store.CountStart(Name);
        if (before != _hash)
        {
            log.Warning("{Model:l}: {New:l} crashed too often; back to {Old:l}", Name, Short(before), Short(_hash));
        }
    }

    /// <summary>Brings a replacement forward, and confirms a model that ran for long enough. Throws nothing.</summary>
    public void Advance(ILogger log)
    {
        try
        {
            Collect(log);
            Follow(log);
            Confirm(log);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Error("{Model:l}: the store cannot be used: {Reason:l}", Name, e.Message);
        }
    }

    private void Collect(ILogger log)
    {
        if (_scorer.TakeRetired() is not { } retired)
        {
            return;
        }

        retired.Dispose();
        var (report, offered) = (_scorer.Report, _offered!);
        _offered = null;
        if (report.State == SwapState.Swapped)
        {
            log.Information(
                "{Model:l}: {New:l} took over from {Old:l}; they agreed on {Agreed} of {Compared} windows",
                Name, Short(offered), Short(_hash), report.Agreed, report.Compared);
            (_hash, _activeSince) = (offered, _time.GetTimestamp());
        }
        else
        {
            PutBack(offered, () => log.Warning(
                "{Model:l}: {New:l} is refused, it agreed on {Agreed} of {Compared} windows only; {Old:l} goes on",
                Name, Short(offered), report.Agreed, report.Compared, Short(_hash)));
        }
    }

    private void Follow(ILogger log)
    {
        if (_offered is not null || _store.Find(Name) is not { } pointer || pointer.Active == _hash)
        {
            return;
        }

        ModelScorer? candidate = null;
        try
        {
            candidate = Load(pointer.Active);
            ModelTarget.Require(candidate.Interpreter.Model);
            _scorer.Offer(candidate, _settings.ShadowInferences, _settings.MinAgreement);
            _offered = pointer.Active;
        }
        catch (Exception e) when (e is ModelFormatException or ContractException or IOException)
        {
            candidate?.Dispose();
            PutBack(pointer.Active, () => log.Error(
                "{Model:l}: {New:l} is refused: {Reason:l}; {Old:l} goes on", Name, Short(pointer.Active), e.Message, Short(_hash)));
        }
    }

    /// <summary>The name stands for the model in use again before the log says so: who waits for the line may offer the next one.</summary>
    private void PutBack(string refused, Action log)
    {
        try
        {
            _store.Restore(Name, refused, _hash);
        }
        finally
        {
            log();
        }
    }

    private void Confirm(ILogger log)
    {
        if (_offered is null && _time.GetElapsedTime(_activeSince) >= _settings.ConfirmAfter
            && _store.Find(Name) is { IsProved: false } pointer && pointer.Active == _hash)
        {
            _store.Confirm(Name, _hash);
            log.Information("{Model:l}: {New:l} ran well and is the good model now", Name, Short(_hash));
        }
    }

    private ModelScorer Load(string hash) => ProvedModel.Load(_store.PathOf(hash), _settings.Threads, _settings.Score);

    private static string Short(string hash) => hash[..12];
}
