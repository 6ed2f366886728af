namespace EdgeRuntime.Pipeline;

/// <summary>How scores become decisions.</summary>
public enum DecisionMode
{
    /// <summary>At most one class is present: the one with the highest score.</summary>
    Argmax,

    /// <summary>Every class is present or not by itself.</summary>
    PerClass,
}

/// <summary>How scores are steadied before they are judged.</summary>
public enum ScoreSmoothing
{
    None,

    /// <summary>The mean of the last inferences.</summary>
    Mean,

    /// <summary>The share of the last inferences whose best class it was.</summary>
    Vote,
}

/// <summary>The numbers of a decision, in real units of the model's output.</summary>
public sealed record DecisionRule
{
    public DecisionMode Mode { get; init; } = DecisionMode.Argmax;

    /// <summary>What scores are usually like; they are judged by their distance from it. Null to judge them as they are.</summary>
    public AnomalyBaseline? Baseline { get; init; }

    public ScoreSmoothing Smoothing { get; init; } = ScoreSmoothing.None;

    /// <summary>Inferences that smoothing looks back on, this one included; at least 1.</summary>
    public int SmoothingInferences { get; init; } = 1;

    /// <summary>Score at or above which a class becomes present.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>How far below the threshold the score of a present class must fall before it counts as gone.</summary>
    public float Hysteresis { get; init; } = 0.1f;

    /// <summary>How far the best class must be ahead of the second, or the answer is rejected; 0 for any. Not with <see cref="DecisionMode.PerClass"/>.</summary>
    public float Margin { get; init; }

    /// <summary>
    /// Class that is present whenever no other is sure enough, e.g. one for what is unknown; -1 for none. Not with
    /// <see cref="DecisionMode.PerClass"/>.
    /// </summary>
    public int RejectClass { get; init; } = -1;

    /// <summary>Consecutive inferences that must agree before anything changes; at least 1.</summary>
    public int Debounce { get; init; } = 1;

    /// <summary>Time after a class came in which no other (per class: not the same again) may come, nanoseconds.</summary>
    public long RefractoryNs { get; init; }

    /// <summary>Classes that are never announced, e.g. one for silence.</summary>
    public IReadOnlyList<int> IgnoredClasses { get; init; } = [];
}
