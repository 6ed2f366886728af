using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// Counts of durations in buckets at most 1/16 wide: a power of two split in 16, so a percentile is right to 6.25 %. Fixed size;
/// recording allocates nothing. One thread records, any may read.
/// </summary>
public sealed class LatencyHistogram
{
    private const int SubBits = 4;
    private const int SubBuckets = 1 << SubBits;

    private readonly long[] _counts = new long[(64 - SubBits) * SubBuckets];
    private long _count;
    private long _maxNs;
    private long _sumNs;

    public long Count => Volatile.Read(ref _count);

    public long MaxNs => Volatile.Read(ref _maxNs);

    /// <summary>All durations together.</summary>
    public long SumNs => Volatile.Read(ref _sumNs);

    public void Record(long durationNs)
    {
        var ns = Math.Max(0, durationNs);
        _counts[BucketOf(ns)]++;
        Volatile.Write(ref _maxNs, Math.Max(_maxNs, ns));
        Volatile.Write(ref _sumNs, _sumNs + ns);
        Volatile.Write(ref _count, _count + 1);
    }

    /// <summary>Upper edge of the bucket that holds the given share of all durations, but never above <see cref="MaxNs"/>; 0 when empty.</summary>
    /// <param name="share">0..1, e.g. 0.99.</param>
    public long PercentileNs(double share)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (var bucket = 0; bucket < _counts.Length; bucket++)
        {
            seen += _counts[bucket];
            if (seen >= rank)
            {
                return Math.Min(UpperEdgeOf(bucket), MaxNs);
            }
        }

        return MaxNs;
    }

    /// <summary>Durations in buckets that end at or below a limit.</summary>
    public long CountAtMost(long limitNs)
    {
        long count = 0;
        for (var bucket = 0; bucket < _counts.Length && UpperEdgeOf(bucket) <= limitNs; bucket++)
        {
            count += _counts[bucket];
        }

        return count;
    }

    private static int BucketOf(long ns)
    {
        if (ns < SubBuckets)
        {
            return (int)ns;
        }

        var shift = BitOperations.Log2((ulong)ns) - SubBits;
        return ((shift + 1) << SubBits) + (int)(ns >> shift) - SubBuckets;
    }

    private static long UpperEdgeOf(int bucket)
    {
        if (bucket < SubBuckets)
        {
            return bucket;
        }

        var shift = (bucket >> SubBits) - 1;
        return (((long)(bucket & (SubBuckets - 1)) + SubBuckets + 1) << shift) - 1;
    }
}
