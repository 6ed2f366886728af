namespace EdgeRuntime.Pipeline;

/// <summary>
/// Population stability index of what was counted against what was expected: the sum over bins of (p - q) ln(p / q), which is the
/// divergence of Kullback and Leibler in both directions. Below 0.1 is usually called stable, above 0.25 shifted (Siddiqi, "Credit Risk
/// Scorecards", 2006; Yurdakul, "Statistical Properties of Population Stability Index", 2018).
/// </summary>
public static class StabilityIndex
{
    /// <summary>From here on a distribution is said to have moved.</summary>
    public const double Moved = 0.1;

    /// <summary>From here on it is another one.</summary>
    public const double Shifted = 0.25;

    /// <summary>Added to every bin, so that one that is empty on either side does not make the index infinite.</summary>
    private const double Prior = 0.5;

    /// <summary>Examples that the prior of an expected share is weighed against.</summary>
    private const double ExpectedWeight = 1000;

    /// <param name="counts">What was counted, bin by bin.</param>
    /// <param name="more">Counted earlier; added.</param>
    /// <param name="expected">Shares of the same bins.</param>
    /// <returns>0 or more; NaN when nothing was counted.</returns>
    public static double Of(ReadOnlySpan<long> counts, ReadOnlySpan<long> more, ReadOnlySpan<double> expected)
    {
        var total = 0.0;
        for (var bin = 0; bin < expected.Length; bin++)
        {
            total += counts[bin] + (more.IsEmpty ? 0 : more[bin]);
        }

        if (total == 0)
        {
            return double.NaN;
        }

        var index = 0.0;
        for (var bin = 0; bin < expected.Length; bin++)
        {
            var seen = counts[bin] + (more.IsEmpty ? 0 : more[bin]);
            var p = (seen + Prior) / (total + (Prior * expected.Length));
            var q = ((expected[bin] * ExpectedWeight) + Prior) / (ExpectedWeight + (Prior * expected.Length));
            index += (p - q) * Math.Log(p / q);
        }

        return index;
    }
}
