namespace EdgeRuntime.Pipeline;

/// <summary>Wakes a pipeline's thread. Any thread may set it, one waits; what is set while nobody waits is remembered once.</summary>
public interface IWake : IDisposable
{
    void Set();

    /// <summary>Returns when it is set, or after <paramref name="longestNs"/>; possibly earlier.</summary>
    void Wait(long longestNs);
}
