namespace EdgeRuntime.Pipeline;

/// <summary>A wake that works everywhere; waits end on whole milliseconds.</summary>
public sealed class EventWake : IWake
{
    private readonly AutoResetEvent _event = new(false);

    public void Set() => _event.Set();

    public void Wait(long longestNs) => _event.WaitOne((int)Math.Min(int.MaxValue, (longestNs + 999_999) / 1_000_000));

    public void Dispose() => _event.Dispose();
}
