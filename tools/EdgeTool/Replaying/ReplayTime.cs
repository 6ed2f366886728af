namespace EdgeTool;

/// <summary>Time that passes only when it is told to: a pipeline's waits take none of ours, and last as long for it as on a board.</summary>
public sealed class ReplayTime : TimeProvider
{
    private long _nowNs;

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => _nowNs;

    /// <param name="ns">Nanoseconds; at least one passes, so that no rounding of a due time stops the clock.</param>
    public void Pass(long ns) => _nowNs += Math.Max(1, ns);
}
