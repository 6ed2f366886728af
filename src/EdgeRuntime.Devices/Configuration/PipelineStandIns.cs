using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Parts that take the place of those that a pipeline file names, where its wires are not: a recording on a desk. A section whose part is
/// replaced may say anything, also nothing. Null: what the file says.
/// </summary>
public sealed record PipelineStandIns
{
    /// <summary>Gets what of the model is judged.</summary>
    public Func<ScoreKind, LoadedModel>? Model { get; init; }

    public Func<DeviceContext, ISensor>? Sensor { get; init; }

    public Func<DeviceContext, ITrigger>? Trigger { get; init; }

    public Func<DeviceContext, IReadOnlyList<ActuatorBinding>>? Actuators { get; init; }
}
