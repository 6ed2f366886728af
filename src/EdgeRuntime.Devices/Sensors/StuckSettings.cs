using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Setting <c>stuckAfterMs</c> of a sensor on a wire: how long a call to its driver may take before the actuators go to their safe state.</summary>
internal static class StuckSettings
{
    private const double LeastMs = 1, MostMs = 60_000;

    /// <returns>Nanoseconds; null when the driver's own limit holds.</returns>
    public static long? Read(ConfigNode settings, ISensor? sensor)
    {
        if (sensor is not IWiredSensor || !settings.Has("stuckAfterMs"))
        {
            return null;
        }

        return (long)(settings.Number("stuckAfterMs", LeastMs, MostMs) * 1e6);
    }
}
