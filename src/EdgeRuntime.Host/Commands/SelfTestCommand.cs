using EdgeRuntime.Inference;

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
            new VerbOption("--pin-threads", null, "every further thread stays on a CPU of its own"),
            new VerbOption("--json", null, "answer in JSON"),
        ],
        ["edgeruntime self-test kws.edge", "edgeruntime self-test kws.edge --threads 4 --repeat 1000"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var repeat = arguments.Integer("--repeat", 0, int.MaxValue, 0);
        var options = new InterpreterOptions { Threads = arguments.Integer("--threads", 1, 64, 1), PinThreads = arguments.Has("--pin-threads") };
        var measured = SelfTestMeasurement.Take(arguments.Operand!, options, repeat, out var interpreter);
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
