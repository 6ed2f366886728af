using System.Text.Json;
using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>The state of a service as one JSON object, which <c>edgeruntime status</c> and <c>top</c> read.</summary>
internal static class StatusJson
{
    /// <summary>Upper limits of the latency counts, nanoseconds: 1, 2 and 5 in every power of ten from 10 us to 10 s.</summary>
    private static readonly long[] LatencyStepsNs =
        [.. Enumerable.Range(0, 6).SelectMany(power => new[] { 1, 2, 5 }.Select(digit => digit * 10_000L * (long)Math.Pow(10, power))), 10_000_000_000];

    public static void Write(Utf8JsonWriter json, IReadOnlyList<PipelineRunner> runners)
    {
        json.WriteStartObject();
        json.WriteString("version", BoardProgram.Version);
        json.WriteNumber("processId", Environment.ProcessId);
        json.WriteNumber("uptimeSeconds", Math.Round(ProcessUptime.Now.TotalSeconds, 3));
        json.WriteNumber("residentBytes", ProcessMemory.Now().ResidentBytes);
        json.WriteNumber("cpuSeconds", Math.Round(Environment.CpuUsage.TotalTime.TotalSeconds, 3));
        WriteOptional(json, "temperatureC", BoardSensors.OfThisMachine.TemperatureC());
        WriteOptional(json, "throttledFlags", BoardSensors.OfThisMachine.ThrottledFlags());
        json.WriteStartArray("pipelines");
        foreach (var runner in runners)
        {
            Write(json, runner);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, PipelineRunner runner)
    {
        var (counters, parts) = (runner.Counters, runner.Parts);
        json.WriteStartObject();
        json.WriteString("name", runner.Name);
        json.WriteBoolean("healthy", PipelineHealth.IsHealthy(runner));
        json.WriteBoolean("ready", PipelineHealth.IsReady(runner));
        json.WriteBoolean("ended", runner.IsEnded);
        json.WriteNumber("triggers", counters.Triggers);
        json.WriteNumber("inferences", counters.Inferences);
        json.WriteNumber("decisions", counters.Decisions);
        json.WriteNumber("skipped", counters.SkippedTriggers + parts.Trigger.OverrunCount);
        json.WriteNumber("late", counters.LateTriggers);
        json.WriteNumber("deadlineMisses", counters.DeadlineMisses);
        json.WriteNumber("lost", parts.Trigger.DroppedCount + parts.Actuators.Sum(a => a.Actuator.DroppedCount));
        json.WriteNumber("gaps", counters.Gaps);
        json.WriteNumber("faults", counters.Faults);
        WriteDrift(json, parts.Scorer.Drift);
        Write(json, counters.Latency);
        WriteDevices(json, runner);
        WriteLatest(json, runner);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, LatencyHistogram latency)
    {
        json.WriteStartObject("latencyNs");
        json.WriteNumber("p50", latency.PercentileNs(0.5));
        json.WriteNumber("p99", latency.PercentileNs(0.99));
        json.WriteNumber("p999", latency.PercentileNs(0.999));
        json.WriteNumber("max", latency.MaxNs);
        json.WriteStartArray("counts");
        var below = 0L;
        foreach (var stepNs in LatencyStepsNs)
        {
            var atMost = latency.CountAtMost(stepNs);
            if (atMost > below)
            {
                json.WriteStartObject();
                json.WriteNumber("atMostNs", stepNs);
                json.WriteNumber("count", atMost - below);
                json.WriteEndObject();
            }

            below = atMost;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteDrift(Utf8JsonWriter json, DriftMonitor? drift)
    {
        if (drift?.Report is not { } report)
        {
            json.WriteNull("drift");
            return;
        }

        json.WriteStartObject("drift");
        json.WriteNumber("inferences", report.Inferences);
        WriteOptional(json, "input", Known(report.Input));
        WriteOptional(json, "classes", Known(report.Classes));
        WriteOptional(json, "margin", Known(report.Margin));
        json.WriteEndObject();

        static double? Known(double index) => double.IsNaN(index) ? null : Math.Round(index, 4);
    }

    private static void WriteDevices(Utf8JsonWriter json, PipelineRunner runner)
    {
        json.WriteStartArray("devices");
        foreach (var health in DeviceMetrics.Of(runner))
        {
            json.WriteStartObject();
            json.WriteString("name", health.Device);
            json.WriteString("state", health.State.ToString().ToLowerInvariant());
            json.WriteNumber("faults", health.FaultCount);
            json.WriteString("reason", health.IsReady ? null : health.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteLatest(Utf8JsonWriter json, PipelineRunner runner)
    {
        var nowNs = runner.Parts.Clock.NowNs;
        json.WriteStartArray("latest");
        foreach (var decision in runner.History.Latest())
        {
            json.WriteStartObject();
            json.WriteNumber("ageSeconds", Math.Round((nowNs - decision.TimestampNs) / 1e9, 3));
            json.WriteString("label", decision.Label);
            json.WriteNumber("score", MathF.Round(decision.Score, 4));
            json.WriteBoolean("active", decision.IsActive);
            json.WriteBoolean("change", decision.IsChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
