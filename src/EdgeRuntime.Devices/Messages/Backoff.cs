namespace EdgeRuntime.Devices;

/// <summary>
/// Pauses between attempts: 1 s at first, doubling to 60 s, each shortened by up to a half at random so that devices which lost the same
/// server do not come back in step.
/// </summary>
/// <param name="random">Source of the jitter.</param>
internal sealed class Backoff(Random random)
{
    private const long FirstNs = 1_000_000_000, LongestNs = 60_000_000_000;

    private long _pauseNs = FirstNs;

    /// <summary>The next pause, nanoseconds.</summary>
    public long Next()
    {
        var pauseNs = (long)(_pauseNs * (1 - (0.5 * random.NextDouble())));
        _pauseNs = Math.Min(2 * _pauseNs, LongestNs);
        return pauseNs;
    }

    public void Reset() => _pauseNs = FirstNs;
}
