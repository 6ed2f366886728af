namespace EdgeRuntime.Pipeline;

/// <summary>Everything one pipeline is made of.</summary>
public sealed record PipelineParts
{
    public required string Name { get; init; }

    public required ISensor Sensor { get; init; }

    public required ITrigger Trigger { get; init; }

    public required IScorer Scorer { get; init; }

    public required DecisionRule Decision { get; init; }

    public required IReadOnlyList<ActuatorBinding> Actuators { get; init; }

    /// <summary>Frames that must still arrive after a trigger before its window is complete.</summary>
    public int FramesAfterTrigger { get; init; }

    public required IPipelineLog Log { get; init; }

    public MonotonicClock Clock { get; init; } = MonotonicClock.System;

    /// <summary>Wakes the pipeline's thread; triggers that fire from another thread set it.</summary>
    public AutoResetEvent Wake { get; init; } = new(false);
}
