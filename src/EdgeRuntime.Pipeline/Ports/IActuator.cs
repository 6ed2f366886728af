namespace EdgeRuntime.Pipeline;

/// <summary>Does something about a decision.</summary>
public interface IActuator : IDevice
{
    /// <summary>Decisions that it could not hand on.</summary>
    long DroppedCount => 0;

    /// <summary>When it wants to be maintained, for the pipeline to sleep until; <see cref="long.MaxValue"/> when nothing is due.</summary>
    long NextDueNs => long.MaxValue;

    /// <summary>Messages that arrived where it sends them.</summary>
    long SentCount => 0;

    /// <summary>Messages that it had to keep on the disk first.</summary>
    long SpooledCount => 0;

    /// <summary>Messages that it has yet to send.</summary>
    long WaitingCount => 0;

    void Act(in Decision decision);

    /// <summary>Goes to the state that is safe while nothing is known: the pipeline stops, or its sensor is lost.</summary>
    void MakeSafe();
}
