namespace EdgeRuntime.Pipeline;

/// <summary>Does something about a decision.</summary>
public interface IActuator : IDevice
{
    /// <summary>Decisions that it could not hand on.</summary>
    long DroppedCount => 0;

    void Act(in Decision decision);

    /// <summary>Goes to the state that is safe while nothing is known: the pipeline stops, or its sensor is lost.</summary>
    void MakeSafe();
}
