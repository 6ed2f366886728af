using EdgeRuntime.Devices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime demo</c>.</summary>
internal static class DemoCommand
{
    public static Verb Verb { get; } = new(
        "demo",
        "the whole path on synthetic sensors or a recording, no hardware; ends by itself",
        Operand: null,
        [
            new VerbOption("--config", "FILE", "a pipeline file; demo.json near the program by default"),
            new VerbOption("--model", "M.edge", "another model; on a synthetic sensor unless a recording is given"),
            new VerbOption("--recording", "FILE", "play this .csv, .wav or .npy instead"),
            new VerbOption("--sample-rate", "HZ", "frames per second of a recording that does not say"),
            new VerbOption("--speed", "X", "times faster than real; 0 for as fast as possible"),
            new VerbOption("--seconds", "N", "stop after N seconds; 30 by default"),
        ],
        ["edgeruntime demo", "edgeruntime demo --model gesture.edge --recording circle.csv --sample-rate 100 --speed 0"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var options = DemoOptions.From(arguments);
        var log = new DemoLog(terminal.Output);
        var environment = BoardEnvironment.For(log);
        using var runner = Load(options, environment);
        terminal.Output.WriteLine(
            $"{runner.Name}: {runner.Parts.Sensor.Channels} channels at {runner.Parts.Sensor.SampleRateHz:0.###} Hz, classes {string.Join(", ", runner.Parts.Scorer.Labels)}");

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(options.Seconds));
        ConsoleCancelEventHandler onInterrupt = (_, interrupt) =>
        {
            interrupt.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onInterrupt;
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        runner.Run(stop.Token);
        var allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore - log.AllocatedBytes;
        Console.CancelKeyPress -= onInterrupt;

        DemoLog.WriteSummary(terminal.Output, runner.Counters, allocatedBytes);
        return ExitCode.Done;
    }

    private static PipelineRunner Load(DemoOptions options, PipelineEnvironment environment)
    {
        var file = options.Config ?? (options.Model is null ? DemoFiles.Find() : null);
        var root = file is null ? DemoFiles.Synthetic(options.Model!) : DemoFiles.Read(file);
        DemoFiles.Override(root, options);
        var directory = file is null ? Environment.CurrentDirectory : Path.GetDirectoryName(Path.GetFullPath(file))!;
        return PipelineFile.Parse(file ?? "demo", root.ToJsonString(), directory, environment);
    }
}
