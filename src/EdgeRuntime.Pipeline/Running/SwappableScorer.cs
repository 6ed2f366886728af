namespace EdgeRuntime.Pipeline;

/// <summary>How far a replacement has come.</summary>
public enum SwapState
{
    /// <summary>None is under way.</summary>
    None,

    /// <summary>The candidate sees the same windows as the model in use and its answers are compared.</summary>
    Shadowing,

    /// <summary>The candidate answers now.</summary>
    Swapped,

    /// <summary>The candidate agreed too seldom; the model in use goes on.</summary>
    Refused,
}

/// <summary>What the candidate of a replacement showed.</summary>
/// <param name="State">How far it has come.</param>
/// <param name="Compared">Windows that both models answered.</param>
/// <param name="Agreed">Windows on which both named the same class.</param>
public readonly record struct SwapReport(SwapState State, long Compared, long Agreed)
{
    public double Agreement => Compared == 0 ? 1 : (double)Agreed / Compared;
}

/// <summary>
/// A scorer whose model is replaced between two triggers: every window is answered by exactly one model, and no trigger waits for another
/// model to load. One thread offers and collects, the pipeline's thread scores; neither waits for the other, and scoring allocates nothing.
/// </summary>
public sealed class SwappableScorer : IScorer
{
    private readonly Lock _offering = new();
    private IScorer _current;
    private Candidate? _offered;
    private Candidate? _shadow;
    private IScorer? _retired;
    private float[] _shadowScores = [];
    private int _lastBest;
    private long _compared;
    private long _agreed;
    private int _state;

    /// <summary>Takes ownership of <paramref name="first"/>.</summary>
    public SwappableScorer(IScorer first) => (_current, Labels, Stream) = (first, first.Labels, first.Stream);

    public int ElementCount => _current.ElementCount;

    public IReadOnlyList<string> Labels { get; }

    public SampleStream? Stream { get; }

    /// <summary>The model that answers now.</summary>
    public IScorer Current => Volatile.Read(ref _current);

    public DriftMonitor? Drift => Current.Drift;

    /// <summary>The last replacement.</summary>
    public SwapReport Report => new((SwapState)Volatile.Read(ref _state), Volatile.Read(ref _compared), Volatile.Read(ref _agreed));

    /// <summary>Offers a replacement, which is taken over when it is used and given back when it is not.</summary>
    /// <param name="candidate">Loaded, proved and self-tested; of the same inputs and classes.</param>
    /// <param name="shadowInferences">Windows to compare on before it answers; 0 to answer from the next window on.</param>
    /// <param name="minAgreement">Least share of them, 0..1, on which both must name the same class.</param>
    /// <exception cref="ContractException">It does not fit the pipeline, or another replacement is still under way.</exception>
    public void Offer(IScorer candidate, long shadowInferences, double minAgreement)
    {
        if (candidate.ElementCount != ElementCount || !candidate.Labels.SequenceEqual(Labels))
        {
            throw new ContractException(
                $"the new model takes {candidate.ElementCount} numbers and names {string.Join(", ", candidate.Labels)}; "
                + $"the pipeline gives {ElementCount} and acts on {string.Join(", ", Labels)}");
        }

        if (candidate.Stream?.Description != Stream?.Description)
        {
            throw new ContractException(
                $"the new model's stream is '{candidate.Stream?.Description ?? "the samples as they are"}'; "
                + $"the pipeline's is '{Stream?.Description ?? "the samples as they are"}'");
        }

        lock (_offering)
        {
            if (Report.State == SwapState.Shadowing || Volatile.Read(ref _offered) is not null || Volatile.Read(ref _retired) is not null)
            {
                throw new ContractException("another replacement is still under way");
            }

            Volatile.Write(ref _compared, 0);
            Volatile.Write(ref _agreed, 0);
            Volatile.Write(ref _state, (int)SwapState.Shadowing);
            _shadowScores = new float[Labels.Count];
            Volatile.Write(ref _offered, new Candidate(candidate, shadowInferences, minAgreement));
        }
    }

    /// <summary>The model that is no longer, or was never, used: the caller's to dispose; null while there is none.</summary>
    public IScorer? TakeRetired() => Interlocked.Exchange(ref _retired, null);

    public void Score(ReadOnlySpan<float> window, Span<float> scores)
    {
        if (Volatile.Read(ref _offered) is { } offered)
        {
            Volatile.Write(ref _offered, null);
            _shadow = offered;
            Judge();
        }

        _current.Score(window, scores);
        _lastBest = Decider.Argmax(scores);
    }

    /// <summary>After a window was acted on: the candidate answers it, too.</summary>
    public void Observe(ReadOnlySpan<float> window)
    {
        _current.Observe(window);
        if (_shadow is not { } shadow)
        {
            return;
        }

        shadow.Scorer.Score(window, _shadowScores);
        Volatile.Write(ref _agreed, _agreed + (Decider.Argmax(_shadowScores) == _lastBest ? 1 : 0));
        Volatile.Write(ref _compared, _compared + 1);
        Judge();
    }

    public void Dispose()
    {
        _current.Dispose();
        _offered?.Scorer.Dispose();
        _shadow?.Scorer.Dispose();
        _retired?.Dispose();
    }

    private void Judge()
    {
        if (_shadow is not { } shadow || _compared < shadow.Inferences)
        {
            return;
        }

        _shadow = null;
        var isGood = Report.Agreement >= shadow.MinAgreement;
        var retired = isGood ? _current : shadow.Scorer;
        if (isGood)
        {
            Volatile.Write(ref _current, shadow.Scorer);
        }

        Volatile.Write(ref _retired, retired);
        Volatile.Write(ref _state, (int)(isGood ? SwapState.Swapped : SwapState.Refused));
    }

    private sealed record Candidate(IScorer Scorer, long Inferences, double MinAgreement);
}
