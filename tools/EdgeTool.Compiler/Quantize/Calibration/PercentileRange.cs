namespace EdgeTool.Compiler.Quantization;

/// <summary>Leaves the rarest values at both ends of a distribution out of its range.</summary>
internal static class PercentileRange
{
    /// <param name="histogram">The distribution.</param>
    /// <param name="share">Share of all values that lies below the upper end, and above the lower one.</param>
    public static ValueRange Of(ValueHistogram histogram, double share)
    {
        var counts = histogram.Counts;
        var observed = histogram.Observed;
        var outside = (1 - share) * histogram.Total;
        var (above, high) = (0L, counts.Length);
        while (high > ValueHistogram.HalfBins && above + counts[high - 1] <= outside)
        {
            above += counts[--high];
        }

        var (below, low) = (0L, 0);
        while (low < ValueHistogram.HalfBins && below + counts[low] <= outside)
        {
            below += counts[low++];
        }

        var max = (high - ValueHistogram.HalfBins) * histogram.BinWidth;
        var min = (low - ValueHistogram.HalfBins) * histogram.BinWidth;
        return new ValueRange(Math.Max(observed.Min, (float)min), Math.Min(observed.Max, (float)max));
    }
}
