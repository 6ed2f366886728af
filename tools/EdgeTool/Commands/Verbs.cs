namespace EdgeTool;

/// <summary>Every verb of the tool.</summary>
public static class Verbs
{
    public static IReadOnlyList<Verb> All() =>
    [
        new PackCommand(),
        new RunCommand(),
        new InspectCommand(),
        new VerifyCommand(),
        new EvaluateCommand(),
        new ReplayCommand(),
        new BenchCommand(),
        new CheckCommand(),
        new TrainCommand(),
        new DistillCommand(),
        new QuantizeCommand(),
        new DoctorCommand(),
        new PruneCommand(),
        new CaptureCommand(),
    ];
}
