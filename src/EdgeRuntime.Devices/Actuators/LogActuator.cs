using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>Writes decisions to the service's log.</summary>
public sealed class LogActuator(string pipeline, IPipelineLog log, DeviceHealth health) : IActuator
{
    public DeviceHealth Health { get; } = health;

    public static IActuator Create(ConfigNode settings, DeviceContext context) =>
        new LogActuator(context.Pipeline, context.Log, context.HealthOf("log"));

    public void Maintain(long nowNs)
    {
        if (!Health.IsReady)
        {
            Health.Opened();
        }
    }

    public void Act(in Decision decision) => log.Decided(pipeline, decision);

    public void MakeSafe()
    {
    }

    public void Dispose()
    {
    }
}
