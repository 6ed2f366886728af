using System.Text.Json.Nodes;
using EdgeRuntime.Devices;
using EdgeRuntime.Inference;
using EdgeRuntime.Pipeline;

namespace EdgeTool;

/// <summary>
/// A service's pipeline with its wires taken off: the recording in the place of the sensor, JSON lines in that of the actuators, and a
/// trigger that counts samples where the pipeline's own waits for the world. Everything between them is the board's own code.
/// </summary>
/// <param name="source">Name for messages; relative paths in the pipeline start at its folder.</param>
/// <param name="json">Text of the pipeline file.</param>
/// <param name="settings">What was read of it.</param>
/// <param name="recording">What is played.</param>
internal sealed class PipelineReplay(string source, string json, ReplaySettings settings, Recording recording)
{
    /// <summary>Triggers that fire by what is recorded, or by its time.</summary>
    private static readonly string[] OwnTriggers = ["samples", "timer", "level"];

    /// <summary>A model instead of the one that the file names.</summary>
    public Interpreter? Model { get; init; }

    /// <summary>Frames from one window to the next, instead of the trigger that the file names.</summary>
    public int? HopFrames { get; init; }

    public bool PrintsEvery { get; init; }

    /// <summary>A pipeline file for a model alone.</summary>
    public static string ForModel(string path) => new JsonObject
    {
        ["name"] = Path.GetFileNameWithoutExtension(path),
        ["trigger"] = new JsonObject { ["kind"] = "samples" },
    }.ToJsonString();

    /// <exception cref="ConfigException">The file is wrong, or does not fit the recording.</exception>
    public PipelineRunner Build(Terminal terminal, TimeProvider time)
    {
        var countsSamples = HopFrames is not null || !OwnTriggers.Contains(settings.Trigger);
        if (countsSamples && HopFrames is null && settings.Trigger is not null)
        {
            terminal.Error.WriteLine($"A trigger of kind '{settings.Trigger}' does not fire on a desk: windows follow one another. --hop N sets them closer.");
        }

        var environment = new PipelineEnvironment(new ReplayLog(terminal.Error))
        {
            Clock = new MonotonicClock(time),
            StandIns = new PipelineStandIns
            {
                Model = Model is null ? null : Loaded,
                Sensor = context => new ReplaySensor(recording, recording.SampleRateHz, speed: 1, loop: false, context.HealthOf("replay")),
                Trigger = countsSamples ? Samples : null,
                Actuators = context => [Printer(context, terminal)],
            },
        };
        return PipelineFile.Parse(source, json, Path.GetDirectoryName(Path.GetFullPath(source))!, environment);
    }

    private LoadedModel Loaded(ScoreKind score)
    {
        var scorer = new ModelScorer(Model!, score);
        return new LoadedModel(scorer, scorer);
    }

    private SamplesTrigger Samples(DeviceContext context) =>
        new(context.WindowFrames, HopFrames ?? Math.Max(1, context.WindowFrames), context.HealthOf("samples"));

    private ActuatorBinding Printer(DeviceContext context, Terminal terminal)
    {
        var lines = new JsonLinesActuator(
            context.Pipeline, () => new TextStream(terminal.Out), context.Clock, context.HealthOf("jsonLines"));
        var classes = settings.PrintedLabels is { } labels ? context.Labels.Select(labels.Contains).ToArray() : null;
        return new ActuatorBinding(lines, classes, PrintsEvery);
    }
}
