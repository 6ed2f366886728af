namespace EdgeRuntime.Model;

/// <summary>
/// What the calibration examples looked like to the packed model itself: what the board compares with what it meets, to tell how far that
/// has drifted away.
/// </summary>
public sealed class CalibrationStatistics
{
    /// <summary>Examples behind the shares, at least 1.</summary>
    public int Samples { get; set; } = 1;

    /// <summary>Numbers of the model's first input, after preprocessing, in real units.</summary>
    public BinnedShares Input { get; set; } = new();

    /// <summary>Best score less the second best, of the first output in real units; null for a model of one score.</summary>
    public BinnedShares? Margin { get; set; }

    /// <summary>Share of the examples whose best score each class had; null for a model of one score.</summary>
    public double[]? Classes { get; set; }

    /// <summary>What is wrong with the numbers; null when nothing is.</summary>
    internal string? Mistake =>
        Samples < 1 ? "samples must be 1 or more"
        : Input?.Mistake is { } input ? $"input {input}"
        : Margin?.Mistake is { } margin ? $"margin {margin}"
        : Input is null ? "input must not be null"
        : Classes is { } classes && !BinnedShares.AreShares(classes) ? "classes must be shares from 0 to 1 that add up to 1"
        : null;
}
