namespace EdgeRuntime.Pipeline;

/// <summary>
/// Counts per bin of the latest one to two blocks of rounds: a full block takes the place of the one before. Counting allocates nothing.
/// One thread counts; others may read meanwhile and see a round more or less.
/// </summary>
internal sealed class RecentCounts(int bins)
{
    /// <summary>Rounds of a block.</summary>
    public const int BlockRounds = 256;

    private readonly long[] _first = new long[bins];
    private readonly long[] _second = new long[bins];
    private bool _isSecond;
    private int _rounds;

    public void Add(int bin) => (_isSecond ? _second : _first)[bin]++;

    public void EndRound()
    {
        if (++_rounds < BlockRounds)
        {
            return;
        }

        (_isSecond, _rounds) = (!_isSecond, 0);
        Array.Clear(_isSecond ? _second : _first);
    }

    public double IndexAgainst(ReadOnlySpan<double> expected) => StabilityIndex.Of(_first, _second, expected);
}
