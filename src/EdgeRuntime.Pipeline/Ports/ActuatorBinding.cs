namespace EdgeRuntime.Pipeline;

/// <summary>Which decisions an actuator hears of.</summary>
/// <param name="Actuator">Who acts.</param>
/// <param name="Classes">Classes it cares for, by index; null for all.</param>
/// <param name="EveryInference">True: the best class of every inference; false: only classes that come or go.</param>
public sealed record ActuatorBinding(IActuator Actuator, bool[]? Classes = null, bool EveryInference = false)
{
    public bool Wants(in Decision decision) =>
        (decision.IsChange || EveryInference) && (Classes is null || Classes[decision.ClassIndex]);
}
