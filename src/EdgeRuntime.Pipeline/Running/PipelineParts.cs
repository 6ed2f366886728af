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

    /// <summary>What becomes of windows when samples are missing.</summary>
    public GapRule Gaps { get; init; } = new();

    public required IPipelineLog Log { get; init; }

    public MonotonicClock Clock { get; init; } = MonotonicClock.System;

    /// <summary>Wakes the pipeline's thread; triggers that fire from another thread set it.</summary>
    public IWake Wake { get; init; } = new EventWake();

    public OverrunPolicy Overrun { get; init; }

    /// <summary>Answers triggers that had to wait, with <see cref="OverrunPolicy.SmallerModel"/>; of the same inputs and classes.</summary>
    public IScorer? SmallerScorer { get; init; }

    /// <summary>Longest time from a trigger to its decision, nanoseconds; later ones are counted. 0 for none.</summary>
    public long DeadlineNs { get; init; }

    /// <summary>Keeps the windows that are hard for the model; null for none.</summary>
    public ISampleSink? Samples { get; init; }

    /// <summary>What lives as long as the pipeline, on threads of its own.</summary>
    public IDisposable? Background { get; init; }

    /// <summary>How the thread of <see cref="PipelineRunner.Run"/> is to be scheduled; null for as every other.</summary>
    public ThreadPlacement? Placement { get; init; }
}
