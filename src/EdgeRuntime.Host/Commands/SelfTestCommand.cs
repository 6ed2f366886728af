using System.Diagnostics;
using System.Globalization;
using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeRuntime.Host;

/// <summary><c>edgeruntime self-test</c>.</summary>
internal static class SelfTestCommand
{
    private const int TimedRuns = 20;

    private static readonly TimeSpan LongestTiming = TimeSpan.FromMilliseconds(200);

    public static Verb Verb { get; } = new(
        "self-test",
        "loads a model as the service would and proves that this machine computes what the file says",
        "M.edge",
        [
            new VerbOption("--repeat", "N", "run N inferences more, and nothing else, for counting and profiling"),
            new VerbOption("--threads", "N", "threads that compute one inference, 1 to 64; 1 by default"),
        ],
        ["edgeruntime self-test kws.edge", "edgeruntime self-test kws.edge --threads 4 --repeat 1000"],
        Run);

    private static int Run(Arguments arguments, Terminal terminal)
    {
        var repeat = arguments.Integer("--repeat", 0, int.MaxValue, 0);
        var threads = arguments.Integer("--threads", 1, 64, 1);
        var output = terminal.Output;

        var watch = Stopwatch.StartNew();
        using var interpreter = Interpreter.Load(arguments.Operand!, new InterpreterOptions { Threads = threads });
        var loadMs = watch.Elapsed.TotalMilliseconds;
        WriteModel(output, interpreter);

        WriteInputs(interpreter);
        watch.Restart();
        interpreter.Run();
        var firstMs = watch.Elapsed.TotalMilliseconds;
        var report = SelfTest.Run(interpreter);

        output.WriteLine(Line($"load        {loadMs:0.000} ms, first inference {firstMs:0.000} ms"));
        WriteShortest(output, interpreter);
        if (repeat > 0)
        {
            Repeat(output, interpreter, repeat);
        }

        interpreter.Reset();
        output.WriteLine(Line($"peak RSS    {ProcessMemory.PeakBytes():N0} bytes"));
        output.WriteLine($"self-test   {(report.Passed ? report.Cases == 0 ? "passed, but the file carries no cases" : "passed" : "FAILED")}: {report}");
        return report.Passed ? ExitCode.Done : ExitCode.No;
    }

    private static void WriteModel(TextWriter output, Interpreter interpreter)
    {
        var model = interpreter.Model;
        output.WriteLine(Line($"model       {model.Contract.Name} sha256 {model.ContentHash}, {model.LengthBytes:N0} bytes"));
        output.WriteLine($"CPU         {Cpu.Allowed}, {interpreter.StepCount} steps:");
        for (var step = 0; step < interpreter.StepCount; step++)
        {
            output.WriteLine($"  {step,4} {model.Steps[step].OpCode,-26} {interpreter.VariantOf(step).Isa,-10} {model.StepName(step)}");
        }

        output.WriteLine(ArenaDrawing.Draw(model));
    }

    private static void WriteShortest(TextWriter output, Interpreter interpreter)
    {
        var (shortest, total, count) = (TimeSpan.MaxValue, TimeSpan.Zero, 0);
        for (; count < TimedRuns && total < LongestTiming; count++)
        {
            WriteInputs(interpreter);
            var startedAt = Stopwatch.GetTimestamp();
            interpreter.Run();
            var elapsed = Stopwatch.GetElapsedTime(startedAt);
            shortest = elapsed < shortest ? elapsed : shortest;
            total += elapsed;
        }

        output.WriteLine(Line($"timing      {shortest.TotalMicroseconds:0.0} us, the shortest of {count} inferences"));
    }

    private static void Repeat(TextWriter output, Interpreter interpreter, int count)
    {
        var allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
        var startedAt = Stopwatch.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            WriteInputs(interpreter);
            interpreter.Run();
        }

        var elapsed = Stopwatch.GetElapsedTime(startedAt);
        var allocatedBytes = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
        output.WriteLine(Line(
            $"repeat      {count:N0} inferences, {elapsed.TotalMicroseconds / count:0.0} us each, {allocatedBytes} managed bytes allocated"));
    }

    /// <summary>Inputs share the arena with later steps, so each run needs them again: those of the first self-test case.</summary>
    private static void WriteInputs(Interpreter interpreter)
    {
        for (var i = 0; i < interpreter.InputCount && interpreter.Model.SelfTestCount > 0; i++)
        {
            interpreter.Model.SelfTestInput(0, i).CopyTo(interpreter.InputBytes(i));
        }
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
