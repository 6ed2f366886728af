namespace EdgeRuntime.Devices;

/// <summary>The one firing that waits to be taken. One thread fires, the pipeline's takes; neither waits for the other.</summary>
internal sealed class FiringSlot
{
    private const long Nothing = long.MinValue;

    private long _firedAtNs = Nothing;
    private long _overruns;

    /// <summary>Firings that found an earlier one not yet taken.</summary>
    public long OverrunCount => Interlocked.Read(ref _overruns);

    public void Fire(long nowNs)
    {
        if (Interlocked.CompareExchange(ref _firedAtNs, nowNs, Nothing) != Nothing)
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
