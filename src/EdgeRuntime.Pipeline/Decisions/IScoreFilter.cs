namespace EdgeRuntime.Pipeline;

/// <summary>Takes the scores of one inference after another and steadies them, in place. Allocates nothing after construction.</summary>
internal interface IScoreFilter
{
    /// <param name="scores">One per class.</param>
    void Apply(Span<float> scores);

    /// <summary>Forgets what was before.</summary>
    void Reset();
}
