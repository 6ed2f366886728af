namespace EdgeRuntime.Pipeline;

/// <summary>
/// How much a window deserves to be looked at again: the greater of how doubtful its answer is (uncertainty sampling by margin; Settles,
/// "Active Learning Literature Survey", 2009, section 3.1) and how unlike the calibration examples its numbers are.
/// </summary>
public static class SampleHardness
{
    /// <summary>Of the window that a model answered last.</summary>
    /// <param name="drift">Its monitor; null for a model without statistics, whose margin alone counts.</param>
    /// <param name="scores">Its answer.</param>
    /// <returns>0 to 1.</returns>
    public static double Of(DriftMonitor? drift, ReadOnlySpan<float> scores)
    {
        if (drift is not null)
        {
            return Math.Max(drift.LastDoubt, drift.LastInput / (1 + drift.LastInput));
        }

        return scores.Length < 2 ? 0 : 1 / (1.0 + Math.Max(0, DriftMonitor.Margin(scores, Decider.Argmax(scores))));
    }
}
