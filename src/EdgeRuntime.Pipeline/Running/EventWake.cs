namespace EdgeRuntime.Pipeline;

/// <summary>A wake that works everywhere; waits end on whole milliseconds.</summary>
public sealed class EventWake : IWake
{
    private readonly AutoResetEvent _event = new(false);

    public void Set() => _event.Set();

    public void Watch(int descriptor)
    {
        if (descriptor >= 0)
        {
            throw new PlatformNotSupportedException("a descriptor cannot be waited for here");
        }
    }

    public void Wait(long longestNs) => _event.WaitOne((int)Math.Min(int.MaxValue, (longestNs + 999_999) / 1_000_000));

    public void Dispose() => _event.Dispose();
}
