using System.Globalization;
using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// The <c>realtime</c> section: <c>priority</c> (1 to 98, 0 for none), <c>cpus</c> (numbers of processors), <c>lockMemory</c> and
/// <c>wakeLatencyUs</c>. Whether the system permits them shows when the pipeline starts, not here.
/// </summary>
internal static class RealtimeSettings
{
    /// <summary>Triggers get one more, and the kernel's own threads must stay above.</summary>
    private const int HighestPriority = 98;

    private const int MaxCpus = 1024;

    /// <summary>Of <c>wakeLatencyUs</c>: processors sleep as the system has it.</summary>
    private const int AsTheSystem = -1;

    private const int LongestWakeUs = 1_000_000;

    /// <returns>Null when there is no such section.</returns>
    public static ThreadPlacement? Read(ConfigNode root)
    {
        if (!root.Has("realtime"))
        {
            return null;
        }

        var settings = root.Section("realtime");
        var priority = settings.Integer("priority", 0, HighestPriority, 50);
        var (cpus, lockMemory) = (Cpus(settings), settings.Flag("lockMemory", true));

        // What has to be on time mostly waits for a processor that fell asleep: who asks for a priority asks for its wake, too.
        var wakeLatencyUs = settings.Integer("wakeLatencyUs", AsTheSystem, LongestWakeUs, priority > 0 ? 0 : AsTheSystem);
        settings.Finish();
        return new ThreadPlacement(priority, cpus, lockMemory, wakeLatencyUs == AsTheSystem ? null : wakeLatencyUs);
    }

    private static IReadOnlyList<int> Cpus(ConfigNode settings)
    {
        if (settings.Value("cpus") is not { } value)
        {
            return [];
        }

        var cpus = new List<int>();
        foreach (var item in value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToArray() : [])
        {
            if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var cpu) && cpu is >= 0 and < MaxCpus)
            {
                cpus.Add(cpu);
            }
        }

        if (value.ValueKind != JsonValueKind.Array || cpus.Count != value.GetArrayLength() || cpus.Count == 0)
        {
            settings.Refuse(
                "cpus", value.GetRawText(), string.Create(CultureInfo.InvariantCulture, $"a list of processors, each from 0 to {MaxCpus - 1}"));
        }

        return cpus;
    }
}
