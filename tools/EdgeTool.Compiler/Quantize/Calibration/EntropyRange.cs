namespace EdgeTool.Compiler.Quantization;

/// <summary>
/// The range whose 8-bit picture of the distribution loses the least information: Kullback-Leibler divergence between the clipped
/// distribution, outliers counted at its ends, and the one that 255 levels can express (S. Migacz, "8-bit inference with TensorRT", 2017).
/// </summary>
internal static class EntropyRange
{
    private const int Steps = 96;
    private const double Smallest = 0.05;
    private const int Levels = 255;

    public static ValueRange Of(ValueHistogram histogram)
    {
        var observed = histogram.Observed;
        var (best, bestDivergence) = (observed, double.PositiveInfinity);
        for (var i = 0; i < Steps; i++)
        {
            var share = 1 - ((1 - Smallest) * i / Steps);
            var first = Math.Max(0, (int)Math.Floor((observed.Min * share / histogram.BinWidth) + ValueHistogram.HalfBins));
            var end = Math.Min(2 * ValueHistogram.HalfBins, (int)Math.Ceiling((observed.Max * share / histogram.BinWidth) + ValueHistogram.HalfBins));
            if (end - first < Levels)
            {
                break;
            }

            var divergence = Divergence(histogram.Counts, first, end);
            if (divergence < bestDivergence)
            {
                (best, bestDivergence) = (new ValueRange((float)(observed.Min * share), (float)(observed.Max * share)), divergence);
            }
        }

        return best;
    }

    private static double Divergence(ReadOnlySpan<long> counts, int first, int end)
    {
        var inside = counts[first..end];
        var reference = new double[inside.Length];
        for (var i = 0; i < inside.Length; i++)
        {
            reference[i] = inside[i];
        }

        reference[0] += Sum(counts[..first]);
        reference[^1] += Sum(counts[end..]);

        // Each level spreads its values evenly over those of its bins that hold any.
        var expressed = new double[inside.Length];
        for (var level = 0; level < Levels; level++)
        {
            var from = (int)((long)level * inside.Length / Levels);
            var to = (int)((level + 1L) * inside.Length / Levels);
            var (sum, filled) = (0L, 0);
            for (var i = from; i < to; i++)
            {
                (sum, filled) = (sum + inside[i], filled + (inside[i] > 0 ? 1 : 0));
            }

            for (var i = from; i < to; i++)
            {
                expressed[i] = inside[i] > 0 ? (double)sum / filled : 0;
            }
        }

        return Divergence(reference, expressed);
    }

    private static double Divergence(double[] reference, double[] expressed)
    {
        const double Floor = 1e-9;
        var (referenceSum, expressedSum, divergence) = (reference.Sum(), expressed.Sum(), 0.0);
        if (referenceSum <= 0 || expressedSum <= 0)
        {
            return double.PositiveInfinity;
        }

        for (var i = 0; i < reference.Length; i++)
        {
            if (reference[i] > 0)
            {
                var p = reference[i] / referenceSum;
                divergence += p * Math.Log(p / Math.Max(expressed[i] / expressedSum, Floor));
            }
        }

        return divergence;
    }

    private static long Sum(ReadOnlySpan<long> counts)
    {
        var sum = 0L;
        foreach (var c in counts)
        {
            sum += c;
        }

        return sum;
    }
}
