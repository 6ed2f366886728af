using EdgeRuntime.Inference;
using EdgeTool;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>Every model with one and with two threads, beside two inferences at once.</summary>
internal static class ThreadBenchmark
{
    /// <exception cref="ToolException">This machine has one core.</exception>
    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        if (Environment.ProcessorCount < 2)
        {
            throw new ToolException(ExitCode.Unsupported, "Two threads want two cores; this machine has one.");
        }

        var results = new List<ThreadResult>();
        foreach (var model in BenchmarkModel.Chosen(options.Models))
        {
            Console.Error.WriteLine($"{model.Name} ...");
            var packed = ModelCompiler.Compile(model.Graph(), new CompileOptions { SelfTestCases = 1 }).Bytes;
            using var one = Load(packed, 1);
            using var two = Load(packed, 2);
            using var beside = Load(packed, 1);
            results.Add(new(model.Name, ThreadScaling.Measure(new(one, 1), new(two, 2), new(beside, 1), options.Duration)));
        }

        var table = new MarkdownTable(
            "model", "1 thread µs", "2 threads µs", "faster by", "two inferences at once", "median", "median, two at once", "rounds");
        foreach (var (model, s) in results)
        {
            table.Row(
                model, Tables.Number(s.OneMicroseconds), Tables.Number(s.TwoMicroseconds), Gain(s.Gain), Gain(s.GainApart), Gain(s.MedianGain),
                Gain(s.MedianGainApart), $"{s.Rounds}");
        }

        const string Text =
            "Least of all rounds, and the median of each round's ratio. Two inferences at once, a thread each on a core of its own, share no work: "
            + "what they gain is what this machine's two cores give.";
        return new BenchmarkReport("x64-threads", $"# Two threads\n\n{Machine.Text}.\n\n{Text}\n\n{table}", new { machine = Machine.Text, models = results });
    }

    private static string Gain(double gain) => $"{Tables.Number(gain, 2)}×";

    private static Interpreter Load(byte[] packed, int threads) =>
        Interpreter.Load(OpenedModel.FromBytes(packed), new InterpreterOptions { Threads = threads, PinThreads = true });
}

/// <summary>One model.</summary>
internal sealed record ThreadResult(string Model, ThreadScaling Scaling);
