using System.Diagnostics;

namespace EdgeTool;

/// <summary>Order statistics of repeated timings, in microseconds.</summary>
public sealed record DurationSummary(int Count, double MedianMicroseconds, double MinMicroseconds, double P99Microseconds)
{
    /// <param name="ticks">Of <see cref="Stopwatch"/>; sorted in place.</param>
    public static DurationSummary Of(Span<long> ticks)
    {
        if (ticks.IsEmpty)
        {
            return new DurationSummary(0, 0, 0, 0);
        }

        ticks.Sort();
        return new DurationSummary(ticks.Length, Quantile(ticks, 0.5), Quantile(ticks, 0), Quantile(ticks, 0.99));
    }

    /// <summary>Nearest rank.</summary>
    private static double Quantile(ReadOnlySpan<long> sorted, double q)
    {
        var rank = Math.Clamp((int)Math.Ceiling(q * sorted.Length) - 1, 0, sorted.Length - 1);
        return sorted[rank] * 1e6 / Stopwatch.Frequency;
    }
}
