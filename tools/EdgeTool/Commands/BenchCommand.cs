using System.CommandLine;
using EdgeRuntime.Inference;
using EdgeTool.Compiler;

namespace EdgeTool;

/// <summary><c>bench</c>: how long one inference takes here, and where.</summary>
internal sealed class BenchCommand : Verb
{
    private readonly Argument<string> _model = new("MODEL") { Description = "A packed .edge file, or a .tflite or .onnx model." };
    private readonly Option<int> _threads = ThreadsOption();
    private readonly Option<double> _seconds = new("--seconds") { Description = "How long to measure.", HelpName = "S", DefaultValueFactory = _ => 2 };
    private readonly Option<string> _compare = new("--compare") { Description = "Also time a peer in the same run, on the same core." };
    private readonly Option<bool> _json = JsonOption();
    private readonly SourceOptions _sourceOptions = new();

    public BenchCommand()
        : base("bench", "Measures median, minimum and 99th percentile per inference and per operator.", "edgetool bench kws.edge --threads 2 --seconds 5 --compare onnxruntime")
    {
        _compare.AcceptOnlyFromAmong("onnxruntime");
        Add(_model);
        Add(_threads);
        Add(_seconds);
        Add(_compare);
        Add(_json);
        _sourceOptions.AddTo(this);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var seconds = arguments.GetValue(_seconds);
        if (!(seconds is > 0 and <= 3600))
        {
            throw ToolException.Usage("--seconds takes a number above 0, 3600 at most.");
        }

        var threads = arguments.GetValue(_threads);
        using var interpreter = OpenedModel.Load(arguments.GetRequiredValue(_model), threads, _sourceOptions.Of(arguments));
        var timer = new InferenceTimer(interpreter, threads);
        var whole = timer.TimeRuns(TimeSpan.FromSeconds(seconds));
        var steps = timer.TimeSteps(TimeSpan.FromSeconds(seconds));
        var report = ModelReport.Of(interpreter);
        var peer = arguments.GetValue(_compare) is null ? null : Compare(arguments, interpreter, threads, TimeSpan.FromSeconds(seconds));
        if (arguments.GetValue(_json))
        {
            WriteJson(terminal, report, whole, steps, threads, timer.AllocatedBytes, peer);
        }
        else
        {
            Print(terminal, report, whole, steps, threads, timer.AllocatedBytes, peer);
        }

        return ExitCode.Done;
    }

    /// <summary>On one core where one thread computes; wherever the system likes where several do.</summary>
    private PeerComparison Compare(ParseResult arguments, Interpreter interpreter, int threads, TimeSpan duration)
    {
        NativeOnnxRuntime.Require();
        var graph = SourceModel.Import(arguments.GetRequiredValue(_model), _sourceOptions.Of(arguments));
        GraphSimplifier.Simplify(graph);
        return threads == 1
            ? PinnedThread.Run(Environment.ProcessorCount - 1, () => PeerComparison.Measure(interpreter, graph, threads, duration))
            : PeerComparison.Measure(interpreter, graph, threads, duration);
    }

    private static double MacsPerSecond(long macs, DurationSummary time) =>
        time.MedianMicroseconds > 0 ? macs / time.MedianMicroseconds * 1e6 : 0;

    private static void WriteJson(
        Terminal terminal, ModelReport report, DurationSummary whole, IReadOnlyList<DurationSummary> steps, int threads, long allocatedBytes, PeerComparison? peer) =>
        terminal.WriteJson(new
        {
            threads,
            inferences = whole.Count,
            whole.MedianMicroseconds,
            whole.MinMicroseconds,
            whole.P99Microseconds,
            report.Macs,
            macsPerSecond = MacsPerSecond(report.Macs, whole),
            allocatedBytes,
            onnxRuntime = peer is null ? null : new { peer.OursMicroseconds, peer.PeerMicroseconds, peer.Ratio },
            operators = report.Operators.Zip(steps, (o, t) => new
            {
                o.Index,
                o.Op,
                o.Name,
                o.Kernel,
                o.Macs,
                t.MedianMicroseconds,
                t.MinMicroseconds,
                t.P99Microseconds,
                macsPerSecond = MacsPerSecond(o.Macs, t),
            }),
        });

    private static void Print(
        Terminal terminal, ModelReport report, DurationSummary whole, IReadOnlyList<DurationSummary> steps, int threads, long allocatedBytes, PeerComparison? peer)
    {
        var total = Math.Max(1e-9, steps.Sum(s => s.MedianMicroseconds));
        var table = Tables.Create(">#", "operator", "name", "kernel", ">MACs", ">median µs", ">min µs", ">p99 µs", ">share", ">MMAC/s");
        foreach (var (o, t) in report.Operators.Zip(steps))
        {
            table.AddText(
                $"{o.Index}", o.Op, ModelReportText.Short(o.Name), o.Kernel, Tables.Number(o.Macs), Tables.Number(t.MedianMicroseconds),
                Tables.Number(t.MinMicroseconds), Tables.Number(t.P99Microseconds), $"{Tables.Number(100 * t.MedianMicroseconds / total)} %",
                Tables.Number(MacsPerSecond(o.Macs, t) / 1e6));
        }

        terminal.Write(table);
        terminal.Out.WriteLine(
            $"{Tables.Number(whole.Count)} inferences, {threads} thread(s): median {Tables.Number(whole.MedianMicroseconds)} µs, minimum {Tables.Number(whole.MinMicroseconds)} µs, p99 {Tables.Number(whole.P99Microseconds)} µs");
        terminal.Out.WriteLine(
            $"{Tables.Number(report.Macs)} MACs, {Tables.Number(MacsPerSecond(report.Macs, whole) / 1e6)} MMAC/s, {Tables.Number(allocatedBytes)} bytes allocated");
        if (peer is not null)
        {
            var unsigned = double.IsNaN(peer.UnsignedMicroseconds) ? "" : $" (with uint8 activations {Tables.Number(peer.UnsignedMicroseconds)} µs)";
            terminal.Out.WriteLine(
                $"side by side: minimum {Tables.Number(peer.OursMicroseconds)} µs, ONNX Runtime {Tables.Number(peer.SignedMicroseconds)} µs{unsigned}: ratio {Tables.Number(peer.Ratio, 2)}");
        }
    }
}
