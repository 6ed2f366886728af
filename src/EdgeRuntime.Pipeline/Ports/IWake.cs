namespace EdgeRuntime.Pipeline;

/// <summary>Wakes a pipeline's thread. Any thread may set it, one waits; what is set while nobody waits is remembered once.</summary>
public interface IWake : IDisposable
{
    void Set();

    /// <summary>From now on it is set, too, whenever <paramref name="descriptor"/> can be read or has an error; -1 ends that. By the thread that waits.</summary>
    /// <exception cref="PlatformNotSupportedException">It can only be set.</exception>
    void Watch(int descriptor);

    /// <summary>Returns when it is set, or after <paramref name="longestNs"/>; possibly earlier.</summary>
    void Wait(long longestNs);
}
