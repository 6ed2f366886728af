using EdgeRuntime.Devices;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime check</c>.</summary>
internal static class CheckCommand
{
    public static Verb Verb { get; } = new(
        "check",
        "validates pipeline files, their models and recordings without touching a wire",
        Operand: null,
        [new VerbOption("--config", "FILE-OR-DIR", "a pipeline file, or a folder of them", IsRequired: true)],
        ["edgeruntime check --config /etc/edgeruntime/applications"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var runners = PipelineFolder.Load(arguments.Text("--config")!, BoardEnvironment.For(new SilentLog()));
        foreach (var runner in runners)
        {
            var parts = runner.Parts;
            terminal.Output.WriteLine(
                $"{runner.Name}: {runner.Window.Frames} frames of {runner.Window.Channels} channels at {parts.Sensor.SampleRateHz * (parts.Scorer.Stream?.Rate ?? 1):0.###} Hz, "
                + $"classes {string.Join(", ", parts.Scorer.Labels)}, {parts.Actuators.Count} actuators: ok");
            runner.Dispose();
        }

        return ExitCode.Done;
    }
}
