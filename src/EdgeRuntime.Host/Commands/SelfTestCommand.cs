namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime self-test</c>.</summary>
internal static class SelfTestCommand
{
    public static Verb Verb { get; } = new(
        "self-test",
        "loads a model as the service would and proves that this machine computes what the file says",
        "M.edge",
        [
            new VerbOption("--repeat", "N", "run N inferences more, and nothing else, for counting and profiling"),
            new VerbOption("--threads", "N", "threads that compute one inference, 1 to 64; 1 by default"),
            new VerbOption("--json", null, "answer in JSON"),
        ],
        ["edgeruntime self-test kws.edge", "edgeruntime self-test kws.edge --threads 4 --repeat 1000"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var (repeat, threads) = (arguments.Integer("--repeat", 0, int.MaxValue, 0), arguments.Integer("--threads", 1, 64, 1));
        var measured = SelfTestMeasurement.Take(arguments.Operand!, threads, repeat, out var interpreter);
        using (interpreter)
        {
            if (arguments.Has("--json"))
            {
                JsonText.Write(terminal.Output, json => SelfTestJson.Write(json, interpreter, measured));
            }
            else
            {
                SelfTestText.Write(terminal.Output, interpreter, measured);
            }
        }

        return measured.Report.Passed ? ExitCode.Done : ExitCode.No;
    }
}
