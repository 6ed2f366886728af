namespace EdgeRuntime.Pipeline;

/// <summary>Conditions to one score: 1 when at least so many hold, else 0. A condition holds when its number is above 0.</summary>
/// <param name="label">Name of the one class.</param>
/// <param name="conditions">How many there are.</param>
/// <param name="required">How many must hold.</param>
public sealed class RuleScorer(string label, int conditions, int required) : IScorer
{
    public int ElementCount => conditions;

    public IReadOnlyList<string> Labels { get; } = [label];

    public void Score(ReadOnlySpan<float> window, Span<float> scores)
    {
        var holding = 0;
        foreach (var condition in window)
        {
            holding += condition > 0 ? 1 : 0;
        }

        scores[0] = holding >= required ? 1 : 0;
    }

    public void Dispose()
    {
    }
}
