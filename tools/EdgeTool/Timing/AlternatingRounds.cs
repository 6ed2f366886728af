using System.Diagnostics;

namespace EdgeTool;

/// <summary>
/// Times contenders in turns, so that whatever else the machine does meets all of them: in every round each runs for a few milliseconds,
/// and the best round counts.
/// </summary>
public static class AlternatingRounds
{
    private const int MinRounds = 5;
    private const double BurstSeconds = 0.004;

    /// <summary>Least microseconds of one run of each contender.</summary>
    /// <param name="duration">For all together; five rounds at least.</param>
    /// <param name="contenders">What runs once.</param>
    public static double[] MinMicroseconds(TimeSpan duration, params ReadOnlySpan<Action> contenders)
    {
        var runs = new int[contenders.Length];
        for (var c = 0; c < contenders.Length; c++)
        {
            // The first runs compile and fill caches.
            Seconds(contenders[c], 3);
            runs[c] = (int)Math.Clamp(BurstSeconds / Math.Max(1e-9, Seconds(contenders[c], 3) / 3), 1, 100_000);
        }

        var best = new double[contenders.Length];
        Array.Fill(best, double.PositiveInfinity);
        var start = Stopwatch.GetTimestamp();
        for (var round = 0; round < MinRounds || Stopwatch.GetElapsedTime(start) < duration; round++)
        {
            for (var c = 0; c < contenders.Length; c++)
            {
                best[c] = Math.Min(best[c], Seconds(contenders[c], runs[c]) / runs[c] * 1e6);
            }
        }

        return best;
    }

    private static double Seconds(Action contender, int runs)
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < runs; i++)
        {
            contender();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
