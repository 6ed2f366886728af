using System.Runtime.InteropServices;
using System.Text.Json;

namespace EdgeRuntime.Benchmarks;

/// <summary>The published service of this machine: compiled ahead of time, for fewer instruction sets than what runs here.</summary>
internal static class PublishedProgram
{
    private const int Runs = 5;

    public static string Path => System.IO.Path.Combine(
        Machine.RepositoryRoot, "artifacts", RuntimeInformation.ProcessArchitecture == Architecture.X64 ? "linux-x64" : "linux-arm64", "edgeruntime");

    /// <summary>Least of the means of some runs, microseconds of one inference on the calling thread's core; null where nothing is published.</summary>
    /// <param name="packed">A packed model.</param>
    /// <param name="microseconds">About how long one inference takes.</param>
    /// <param name="duration">Of all runs.</param>
    public static double? Measure(byte[] packed, double microseconds, TimeSpan duration)
    {
        if (!File.Exists(Path))
        {
            return null;
        }

        var model = System.IO.Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(model, packed);
            var repeats = Math.Max(10, (int)(duration.TotalMicroseconds / Runs / microseconds));
            return Enumerable.Range(0, Runs).Min(_ => Mean(model, repeats));
        }
        finally
        {
            File.Delete(model);
        }
    }

    private static double Mean(string model, int repeats)
    {
        using var said = JsonDocument.Parse(ExternalTool.Run(Path, ["self-test", model, "--json", "--repeat", $"{repeats}"]));
        return said.RootElement.GetProperty("repeat").GetProperty("meanUs").GetDouble();
    }
}
