using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>The state of every device; the label <c>device</c> names its pipeline and itself.</summary>
internal static class DeviceMetrics
{
    public static void Write(PrometheusText text, IReadOnlyList<PipelineRunner> runners)
    {
        text.Family("edgeruntime_device_ready", "gauge", "1 while the device answers.");
        foreach (var health in Of(runners))
        {
            text.Sample("edgeruntime_device_ready", health.IsReady ? 1 : 0, ("device", health.Device));
        }

        text.Family("edgeruntime_device_faults_total", "counter", "Faults of the device, failed attempts to open it again included.");
        foreach (var health in Of(runners))
        {
            text.Sample("edgeruntime_device_faults_total", health.FaultCount, ("device", health.Device));
        }
    }

    /// <summary>Every device of the pipelines; those of one name, as actuators may be, count as one.</summary>
    public static IEnumerable<DeviceHealth> Of(IReadOnlyList<PipelineRunner> runners) => runners.SelectMany(Of).DistinctBy(h => h.Device);

    public static IEnumerable<DeviceHealth> Of(PipelineRunner runner) =>
    [
        runner.Parts.Sensor.Health, runner.Parts.Trigger.Health, .. runner.Parts.Actuators.Select(a => a.Actuator.Health),
    ];
}
