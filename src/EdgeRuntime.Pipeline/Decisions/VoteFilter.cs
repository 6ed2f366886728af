namespace EdgeRuntime.Pipeline;

/// <summary>
/// Every score becomes the share of the last inferences whose best class it was: a threshold of 0.5 then asks for a majority. Inferences
/// that have not happened yet vote for none.
/// </summary>
internal sealed class VoteFilter(int inferences) : IScoreFilter
{
    private const int None = -1;

    private readonly int[] _votes = [.. Enumerable.Repeat(None, inferences)];
    private int _next;

    public void Apply(Span<float> scores)
    {
        _votes[_next] = Decider.Argmax(scores);
        _next = (_next + 1) % inferences;
        scores.Clear();
        foreach (var vote in _votes)
        {
            if (vote != None)
            {
                scores[vote] += 1;
            }
        }

        foreach (ref var score in scores)
        {
            score /= inferences;
        }
    }

    public void Reset()
    {
        Array.Fill(_votes, None);
        _next = 0;
    }
}
