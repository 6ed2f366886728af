namespace EdgeRuntime.Devices;

/// <summary>The one firing that waits to be taken. One thread fires, the pipeline's takes; neither waits for the other.</summary>
/// <param name="keepNewest">Whether a firing that finds another one waiting takes its place instead of being dropped.</param>
internal sealed class FiringSlot(bool keepNewest)
{
    private const long Nothing = long.MinValue;

    private long _firedAtNs = Nothing;
    private long _overruns;

    /// <summary>Firings dropped: the one that came, or the one that waited.</summary>
    public long OverrunCount => Interlocked.Read(ref _overruns);

    public void Fire(long nowNs)
    {
        var waiting = keepNewest ? Interlocked.Exchange(ref _firedAtNs, nowNs) : Interlocked.CompareExchange(ref _firedAtNs, nowNs, Nothing);
        if (waiting != Nothing)
        {
            Interlocked.Increment(ref _overruns);
        }
    }

    public bool TryTake(out long firedAtNs)
    {
        firedAtNs = Interlocked.Exchange(ref _firedAtNs, Nothing);
        return firedAtNs != Nothing;
    }
}
