using System.Diagnostics;

namespace EdgeRuntime.Host;

/// <summary>Time since the service began, by the clock that does not jump.</summary>
internal static class ProcessUptime
{
    private static long _start = Stopwatch.GetTimestamp();

    public static TimeSpan Now => Stopwatch.GetElapsedTime(Volatile.Read(ref _start));

    /// <summary>Said when the service begins: by itself, time would count only from when it is first asked for.</summary>
    public static void Begin() => Volatile.Write(ref _start, Stopwatch.GetTimestamp());
}
