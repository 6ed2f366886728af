namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// The range whose 8-bit quantization has the least expected squared error: step^2 / 12 inside, the squared distance to the range outside,
/// nothing for zeros.
/// </summary>
internal static class MseRange
{
    private const int Steps = 64;
    private const double Smallest = 0.1;
    private const int Levels = 255;

    public static ValueRange Of(ValueHistogram histogram)
    {
        var observed = histogram.Observed;
        var (best, bestError) = (observed, Error(histogram, observed));
        foreach (var (moveMin, moveMax) in ((bool, bool)[])[(true, true), (false, true), (true, false)])
        {
            var start = best;
            for (var i = 1; i < Steps; i++)
            {
                var share = (float)(1 - ((1 - Smallest) * i / Steps));
                var range = new ValueRange(moveMin ? start.Min * share : start.Min, moveMax ? start.Max * share : start.Max);
                var error = Error(histogram, range);
                (best, bestError) = error < bestError ? (range, error) : (best, bestError);
            }
        }

        return best;
    }

    /// <summary>Sum of squared errors of all values.</summary>
    public static double Error(ValueHistogram histogram, ValueRange range)
    {
        var step = ((double)range.Max - range.Min) / Levels;
        var (rounding, error) = (step * step / 12, 0.0);
        var counts = histogram.Counts;
        for (var b = 0; b < counts.Length; b++)
        {
            if (counts[b] > 0)
            {
                var x = histogram.Center(b);
                var outside = x > range.Max ? x - range.Max : x < range.Min ? range.Min - x : 0;
                error += counts[b] * (outside > 0 ? outside * outside : rounding);
            }
        }

        return error;
    }
}
