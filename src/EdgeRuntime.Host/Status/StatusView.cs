using System.Text.Json;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>A service's state for a person: a table of the pipelines, then latencies, devices and last decisions of each.</summary>
internal static class StatusView
{
    private const int BarWidth = 40, LatestShown = 3;

    /// <param name="output">Where to.</param>
    /// <param name="now">The state.</param>
    /// <param name="before">An earlier one, for rates; null when there is none.</param>
    public static void Write(TextWriter output, JsonElement now, JsonElement? before)
    {
        var seconds = Number(now, "uptimeSeconds") - (before is { } b ? Number(b, "uptimeSeconds") : 0);
        var cpu = Number(now, "cpuSeconds") - (before is { } c ? Number(c, "cpuSeconds") : 0);
        output.WriteLine(Invariant(
            $"edgeruntime {now.GetProperty("version").GetString()}, process {now.GetProperty("processId").GetInt32()}, up {Duration(Number(now, "uptimeSeconds"))}, {Number(now, "residentBytes") / 1e6:0.0} MB, CPU {100 * cpu / Math.Max(seconds, 1e-3):0.0} %{Board(now)}"));
        output.WriteLine();
        output.WriteLine($"{"pipeline",-20} {"state",-9} {"per s",8} {"triggers",10} {"decisions",10} {"skipped",8} {"late",6} {"missed",7} {"lost",6} {"faults",7}");
        foreach (var pipeline in now.GetProperty("pipelines").EnumerateArray())
        {
            var earlier = before is null ? 0 : Number(Same(before.Value, pipeline), "inferences");
            output.WriteLine(Invariant(
                $"{Name(pipeline),-20} {State(pipeline),-9} {(Number(pipeline, "inferences") - earlier) / Math.Max(seconds, 1e-3),8:0.0} {Number(pipeline, "triggers"),10} {Number(pipeline, "decisions"),10} {Number(pipeline, "skipped"),8} {Number(pipeline, "late"),6} {Number(pipeline, "deadlineMisses"),7} {Number(pipeline, "lost"),6} {Number(pipeline, "faults"),7}"));
        }

        foreach (var pipeline in now.GetProperty("pipelines").EnumerateArray())
        {
            WriteDetails(output, pipeline);
        }
    }

    private static void WriteDetails(TextWriter output, JsonElement pipeline)
    {
        var latency = pipeline.GetProperty("latencyNs");
        output.WriteLine();
        output.WriteLine(Invariant(
            $"{Name(pipeline)}: trigger to decision p50 {Time(Number(latency, "p50"))}, p99 {Time(Number(latency, "p99"))}, p99.9 {Time(Number(latency, "p999"))}, max {Time(Number(latency, "max"))}"));
        var counts = latency.GetProperty("counts").EnumerateArray().ToArray();
        var most = counts.Length > 0 ? counts.Max(c => Number(c, "count")) : 1;
        foreach (var count in counts)
        {
            var bar = new string('#', Math.Max(1, (int)(BarWidth * Number(count, "count") / most)));
            output.WriteLine(Invariant($"  <= {Time(Number(count, "atMostNs")),8} {Number(count, "count"),9} {bar}"));
        }

        WriteDrift(output, pipeline.GetProperty("drift"));
        foreach (var device in pipeline.GetProperty("devices").EnumerateArray())
        {
            var reason = device.GetProperty("reason").GetString() is { } why ? $": {why}" : "";
            output.WriteLine(Invariant($"  {Name(device)}: {device.GetProperty("state").GetString()}, {Number(device, "faults")} faults{reason}"));
        }

        foreach (var decision in pipeline.GetProperty("latest").EnumerateArray().Take(LatestShown))
        {
            output.WriteLine(Invariant(
                $"  {Duration(Number(decision, "ageSeconds"))} ago: {decision.GetProperty("label").GetString()} {Number(decision, "score"):0.000}{(decision.GetProperty("active").GetBoolean() ? ", present" : "")}"));
        }
    }

    private static void WriteDrift(TextWriter output, JsonElement drift)
    {
        if (drift.ValueKind == JsonValueKind.Object && drift.GetProperty("input").ValueKind == JsonValueKind.Number)
        {
            var input = Number(drift, "input");
            var verdict = input < StabilityIndex.Moved ? "stable" : input < StabilityIndex.Shifted ? "moved" : "shifted";
            output.WriteLine(Invariant($"  drift from calibration: input {input:0.000} ({verdict}), classes {Index(drift, "classes")}, margin {Index(drift, "margin")}"));
        }
    }

    private static string Index(JsonElement drift, string name) =>
        drift.GetProperty(name).ValueKind == JsonValueKind.Number ? Invariant($"{Number(drift, name):0.000}") : "unknown";

    private static string Board(JsonElement now)
    {
        var temperature = now.GetProperty("temperatureC");
        var throttled = now.GetProperty("throttledFlags");
        return (temperature.ValueKind == JsonValueKind.Number ? Invariant($", {temperature.GetDouble():0.0} C") : "")
            + (throttled.ValueKind == JsonValueKind.Number && ThrottlingFlags.Describe((long)throttled.GetDouble()) is { Length: > 0 } flags ? $", {flags}" : "");
    }

    private static string State(JsonElement pipeline) => (
        pipeline.GetProperty("healthy").GetBoolean(), pipeline.GetProperty("ended").GetBoolean(), pipeline.GetProperty("ready").GetBoolean()) switch
    {
        (false, _, _) => "hangs",
        (_, true, _) => "ended",
        (_, _, false) => "waiting",
        _ => "running",
    };

    /// <summary>The pipeline of the same name; itself when there was none, so that nothing seems to have happened.</summary>
    private static JsonElement Same(JsonElement status, JsonElement pipeline)
    {
        foreach (var other in status.GetProperty("pipelines").EnumerateArray())
        {
            if (Name(other) == Name(pipeline))
            {
                return other;
            }
        }

        return pipeline;
    }

    private static string Time(double ns) => ns switch
    {
        < 1e3 => Invariant($"{ns:0} ns"),
        < 1e6 => Invariant($"{ns / 1e3:0.#} us"),
        < 1e9 => Invariant($"{ns / 1e6:0.##} ms"),
        _ => Invariant($"{ns / 1e9:0.##} s"),
    };

    private static string Duration(double seconds) => seconds switch
    {
        < 120 => Invariant($"{seconds:0.0} s"),
        < 7200 => Invariant($"{seconds / 60:0} min"),
        < 172_800 => Invariant($"{seconds / 3600:0} h"),
        _ => Invariant($"{seconds / 86_400:0} days"),
    };

    private static string Name(JsonElement element) => element.GetProperty("name").GetString()!;

    private static double Number(JsonElement element, string name) => element.GetProperty(name).GetDouble();

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
