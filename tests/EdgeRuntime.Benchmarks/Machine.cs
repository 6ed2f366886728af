using System.Reflection;
using System.Runtime.InteropServices;

namespace EdgeRuntime.Benchmarks;

/// <summary>Where figures come from.</summary>
internal static class Machine
{
    public static string RepositoryRoot => Metadata("RepositoryRoot");

    public static string SdkVersion => Metadata("SdkVersion");

    /// <summary>The processor's name.</summary>
    public static string Cpu =>
        File.Exists("/proc/cpuinfo") && File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) is { } line
            ? line[(line.IndexOf(':') + 1)..].Trim()
            : RuntimeInformation.ProcessArchitecture.ToString();

    /// <summary>A line under every table.</summary>
    public static string Text =>
        $".NET SDK {SdkVersion}, {RuntimeInformation.FrameworkDescription}, {Cpu}, {Environment.ProcessorCount} cores, kernels for {Kernels.Cpu.Allowed}";

    private static string Metadata(string key) =>
        typeof(Machine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(a => a.Key == key).Value ?? "";
}
