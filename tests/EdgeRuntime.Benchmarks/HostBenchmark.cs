using EdgeRuntime.Inference;
using EdgeTool;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>Every model on one pinned core beside ONNX Runtime, then with two threads, then step by step.</summary>
internal static class HostBenchmark
{
    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        if (options.HasPeer)
        {
            NativeOnnxRuntime.Require();
        }

        var peak = PinnedThread.Run(LastCore, PeakRate.Measure);
        var (results, variants) = (new List<HostResult>(), new List<VariantResult>());
        foreach (var model in BenchmarkModel.Chosen(options.Models))
        {
            Console.Error.WriteLine($"{model.Name} ...");
            var graph = model.Graph();
            var packed = ModelCompiler.Compile(model.Graph(), new CompileOptions { SelfTestCases = 1 }).Bytes;
            results.Add(Measure(model.Name, graph, packed, options));
            if (options.HasVariants)
            {
                variants.AddRange(PinnedThread.Run(LastCore, () => VariantBenchmark.Measure(packed, options.Duration)));
            }
        }

        return HostReport.Of(peak, results, variants);
    }

    private static int LastCore => Environment.ProcessorCount - 1;

    private static HostResult Measure(string name, Graph graph, byte[] packed, BenchmarkOptions options)
    {
        using var one = Load(packed, 1);
        var timer = new InferenceTimer(one, 1);
        var peer = options.HasPeer ? PinnedThread.Run(LastCore, () => PeerComparison.Measure(one, graph, 1, options.Duration)) : null;
        var alone = peer?.OursMicroseconds ?? PinnedThread.Run(LastCore, () => AlternatingRounds.MinMicroseconds(options.Duration, timer.RunOnce)[0]);
        var steps = PinnedThread.Run(LastCore, () => timer.TimeSteps(options.Duration / 2));
        _ = timer.TimeRuns(TimeSpan.FromMilliseconds(50));
        var report = ModelReport.Of(one);
        return new HostResult
        {
            Model = name,
            Macs = report.Macs,
            Microseconds = alone,
            PublishedMicroseconds = PinnedThread.Run(LastCore, () => PublishedProgram.Measure(packed, alone, options.Duration)),
            TwoThreadsMicroseconds = TwoThreads(packed, timer, alone, options.Duration),
            Peer = peer,
            AllocatedBytes = timer.AllocatedBytes,
            Steps = [.. report.Operators.Zip(steps, (o, t) => new StepResult(o.Op, o.Outputs[0].ShapeText(), o.Kernel, o.Macs, t.MinMicroseconds))],
        };
    }

    /// <summary>Scaled to the pinned time: what two threads take, over what one takes in the same rounds.</summary>
    private static double? TwoThreads(byte[] packed, InferenceTimer one, double oneMicroseconds, TimeSpan duration)
    {
        if (Environment.ProcessorCount < 2)
        {
            return null;
        }

        using var two = Load(packed, 2);
        var times = AlternatingRounds.MinMicroseconds(duration, one.RunOnce, new InferenceTimer(two, 2).RunOnce);
        return oneMicroseconds * times[1] / times[0];
    }

    private static Interpreter Load(byte[] packed, int threads) =>
        Interpreter.Load(OpenedModel.FromBytes(packed), new InterpreterOptions { Threads = threads });
}
