using EdgeRuntime.Devices;

namespace EdgeRuntime.Host;

/// <summary>The process, and the board that it runs on. What the system does not tell is left out.</summary>
internal static class ProcessMetrics
{
    private static readonly (string Name, string Type, string Help, Func<ProcessMemory, double?> Read)[] All =
    [
        ("process_resident_memory_bytes", "gauge", "Physical memory that the process occupies.", memory => memory.ResidentBytes),
        ("process_private_memory_bytes", "gauge", "The part of it that no file backs.", memory => memory.AnonymousBytes),
        ("process_cpu_seconds_total", "counter", "Processor time used.", _ => Environment.CpuUsage.TotalTime.TotalSeconds),
        ("process_uptime_seconds", "gauge", "Time since the process started.", _ => ProcessUptime.Now.TotalSeconds),
        ("process_open_fds", "gauge", "Open descriptors.", _ => Count("/proc/self/fd")),
        ("process_threads", "gauge", "Threads.", _ => Count("/proc/self/task")),
        ("dotnet_allocated_bytes_total", "counter", "Managed memory allocated; inference allocates none.", _ => GC.GetTotalAllocatedBytes()),
        ("board_temperature_celsius", "gauge", "Temperature of the processor.", _ => BoardSensors.OfThisMachine.TemperatureC()),
        ("board_throttled_flags", "gauge", "The firmware's flags: 1 under-voltage, 2 capped, 4 throttled, 8 soft limit; times 65536: since start.", _ => BoardSensors.OfThisMachine.ThrottledFlags()),
    ];

    public static void Write(PrometheusText text)
    {
        text.Family("edgeruntime_build_info", "gauge", "1; the label tells the version.");
        text.Sample("edgeruntime_build_info", 1, ("version", BoardProgram.Version));
        var memory = ProcessMemory.Now();
        foreach (var (name, type, help, read) in All)
        {
            if (read(memory) is { } value)
            {
                text.Family(name, type, help);
                text.Sample(name, value);
            }
        }

        text.Family("dotnet_collections_total", "counter", "Garbage collections, by the oldest generation that they collected.");
        for (var generation = 0; generation <= GC.MaxGeneration; generation++)
        {
            // The runtime counts a collection in every generation that it covers.
            var older = generation < GC.MaxGeneration ? GC.CollectionCount(generation + 1) : 0;
            text.Sample("dotnet_collections_total", GC.CollectionCount(generation) - older, ("generation", $"{generation}"));
        }
    }

    private static double? Count(string folder) => Directory.Exists(folder) ? Directory.EnumerateFileSystemEntries(folder).Count() : null;
}
