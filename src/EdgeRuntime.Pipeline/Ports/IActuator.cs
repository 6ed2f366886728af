namespace EdgeRuntime.Pipeline;

/// <summary>Does something about a decision.</summary>
public interface IActuator : IDevice
{
    void Act(in Decision decision);

    /// <summary>Goes to the state that is safe while nothing is known: the pipeline stops, or its sensor is lost.</summary>
    void MakeSafe();
}
