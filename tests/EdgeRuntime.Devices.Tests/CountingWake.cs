using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A wake that a test looks at instead of waiting for it.</summary>
internal sealed class CountingWake : IWake
{
    private int _isSet;

    public void Set() => Volatile.Write(ref _isSet, 1);

    public void Watch(int descriptor) => Watched = descriptor;

    /// <summary>The descriptor that it should look at; -1 for none.</summary>
    public int Watched { get; private set; } = -1;

    /// <summary>Whether it was set since the last call.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _isSet, 0) == 1;

    public void Wait(long longestNs) => throw new InvalidOperationException("Devices wake, they do not wait.");

    public void Dispose()
    {
    }
}
