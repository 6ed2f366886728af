namespace EdgeRuntime.Pipeline;

/// <summary>The time after a class came in which none may come.</summary>
/// <param name="periodNs">How long; 0 for no such time.</param>
internal struct Refractory(long periodNs)
{
    private long _untilNs = long.MinValue;

    public readonly bool Allows(long nowNs) => nowNs >= _untilNs;

    public void Begin(long nowNs) => _untilNs = periodNs > 0 ? nowNs + periodNs : long.MinValue;

    public void Reset() => _untilNs = long.MinValue;
}
