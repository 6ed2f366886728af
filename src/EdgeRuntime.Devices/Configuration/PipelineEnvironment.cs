using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>What pipelines share: where they report to, how they reach the board, and what their program can do for them.</summary>
public sealed record PipelineEnvironment(IPipelineLog Log)
{
    public Func<GpioController> OpenGpio { get; init; } = static () => new GpioController();

    public Func<Stream> OpenStandardOutput { get; init; } = Console.OpenStandardOutput;

    /// <summary>Loads a model by its name in a store; null where there is none.</summary>
    public LoadNamedModel? LoadNamed { get; init; }

    public MonotonicClock Clock { get; init; } = MonotonicClock.System;

    /// <summary>Parts that take the place of those that a file names.</summary>
    public PipelineStandIns StandIns { get; init; } = new();

    /// <summary>Called first on every thread that a trigger owns, with the pipeline's placement.</summary>
    public Action<ThreadPlacement?> PlaceAhead { get; init; } = static _ => { };
}
