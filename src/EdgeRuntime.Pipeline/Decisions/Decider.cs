namespace EdgeRuntime.Pipeline;

/// <summary>Applies a rule to one score vector after another. Allocates nothing after construction; not thread-safe.</summary>
public abstract class Decider
{
    private readonly IScoreFilter[] _filters;

    private protected Decider(DecisionRule rule, int classCount)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.Debounce, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(rule.Hysteresis);
        ArgumentOutOfRangeException.ThrowIfNegative(rule.Margin);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.SmoothingInferences, 1);
        (Rule, ClassCount) = (rule, classCount);
        Ignored = new bool[classCount];
        foreach (var index in rule.IgnoredClasses)
        {
            Ignored[index] = true;
        }

        IScoreFilter? smoothing = rule.Smoothing switch
        {
            ScoreSmoothing.Mean => new MeanFilter(rule.SmoothingInferences, classCount),
            ScoreSmoothing.Vote => new VoteFilter(rule.SmoothingInferences),
            _ => null,
        };
        _filters = [.. new[] { rule.Baseline, smoothing }.OfType<IScoreFilter>()];
    }

    public DecisionRule Rule { get; }

    public int ClassCount { get; }

    private protected bool[] Ignored { get; }

    public static Decider Create(DecisionRule rule, int classCount) => rule.Mode switch
    {
        DecisionMode.PerClass => new PerClassDecider(rule, classCount),
        _ => new ArgmaxDecider(rule, classCount),
    };

    /// <summary>Whether a class counts as present now.</summary>
    public abstract bool IsActive(int classIndex);

    /// <summary>Takes the scores of one inference.</summary>
    /// <param name="scores">One per class; smoothed in place, when the rule says so.</param>
    /// <param name="changes">Receives what changed, classes that went before classes that came; room for one per class, at least 2.</param>
    /// <param name="nowNs">Monotonic time.</param>
    /// <returns>How many changed.</returns>
    public int Decide(Span<float> scores, Span<ClassChange> changes, long nowNs)
    {
        foreach (var filter in _filters)
        {
            filter.Apply(scores);
        }

        return Judge(scores, changes, nowNs);
    }

    /// <summary>Nothing is present, nothing is pending and no earlier score counts.</summary>
    public void Reset()
    {
        foreach (var filter in _filters)
        {
            filter.Reset();
        }

        Forget();
    }

    /// <summary>Index of the highest score, the first among equals; a NaN never wins.</summary>
    public static int Argmax(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[best] || float.IsNaN(scores[best]))
            {
                best = i;
            }
        }

        return best;
    }

    private protected abstract int Judge(ReadOnlySpan<float> scores, Span<ClassChange> changes, long nowNs);

    private protected abstract void Forget();
}
