namespace EdgeRuntime.Pipeline;

/// <summary>How scores become decisions.</summary>
public enum DecisionMode
{
    /// <summary>At most one class is present: the one with the highest score.</summary>
    Argmax,

    /// <summary>Every class is present or not by itself.</summary>
    PerClass,
}

/// <summary>The numbers of a decision, in real units of the model's output.</summary>
public sealed record DecisionRule
{
    public DecisionMode Mode { get; init; } = DecisionMode.Argmax;

    /// <summary>Score at or above which a class becomes present.</summary>
    public float Threshold { get; init; } = 0.5f;

    /// <summary>How far below the threshold the score of a present class must fall before it counts as gone.</summary>
    public float Hysteresis { get; init; } = 0.1f;

    /// <summary>Consecutive inferences that must agree before anything changes; at least 1.</summary>
    public int Debounce { get; init; } = 1;

    /// <summary>Classes that are never announced, e.g. one for silence.</summary>
    public IReadOnlyList<int> IgnoredClasses { get; init; } = [];
}
