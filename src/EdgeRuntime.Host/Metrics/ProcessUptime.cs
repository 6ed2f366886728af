using System.Diagnostics;

namespace EdgeRuntime.Host;

/// <summary>Time since the program started, by the clock that does not jump.</summary>
internal static class ProcessUptime
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static TimeSpan Now => Stopwatch.GetElapsedTime(Start);
}
