namespace EdgeRuntime.Pipeline;

/// <summary>
/// Which classes of a pipeline are present, for other pipelines: its thread writes, any reads. Who listens is told on the pipeline's thread
/// and must neither wait nor allocate.
/// </summary>
public sealed class ClassPresence
{
    private readonly long[] _lastNs; // when a class was last known to be present; Never before it was
    private readonly bool[] _present;
    private Action<int, bool, long>[] _listeners = [];

    public ClassPresence(int classCount)
    {
        (_lastNs, _present) = (new long[classCount], new bool[classCount]);
        Array.Fill(_lastNs, Never);
    }

    public static long Never => long.MinValue;

    public bool IsPresent(int classIndex) => Volatile.Read(ref _present[classIndex]);

    /// <summary>When the class came or went last; <see cref="Never"/> when it never came. Monotonic nanoseconds.</summary>
    public long ChangedAtNs(int classIndex) => Volatile.Read(ref _lastNs[classIndex]);

    /// <param name="listener">Gets the class, whether it came, and when.</param>
    public void Listen(Action<int, bool, long> listener)
    {
        lock (_present)
        {
            Volatile.Write(ref _listeners, [.. _listeners, listener]);
        }
    }

    internal void Change(int classIndex, bool isPresent, long nowNs)
    {
        Volatile.Write(ref _lastNs[classIndex], nowNs);
        Volatile.Write(ref _present[classIndex], isPresent);
        foreach (var listener in Volatile.Read(ref _listeners))
        {
            listener(classIndex, isPresent, nowNs);
        }
    }

    /// <summary>Nothing is known any more: what was present is gone.</summary>
    internal void Clear(long nowNs)
    {
        for (var i = 0; i < _present.Length; i++)
        {
            if (_present[i])
            {
                Change(i, false, nowNs);
            }
        }
    }
}
