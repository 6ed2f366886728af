using EdgeRuntime.Inference;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>The same convolution in float32, int8 and signs: in turns on this machine, or in instructions on emulated boards.</summary>
internal static class SignBenchmark
{
    private static readonly (string Cpu, string Target)[] Boards = [("cortex-a76", "pi5"), ("cortex-a72", "pi4")];

    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        var results = options.IsArm ? Counted() : Timed(options.Duration);
        var (name, unit) = options.IsArm ? ("signs-arm64", "thousand instructions") : ("signs-x64", "microseconds");
        var table = new MarkdownTable("convolution", "processor", "float32", "int8", "signs", "float32 / signs", "int8 / signs");
        foreach (var r in results)
        {
            table.Row(
                r.Shape, r.Processor, Tables.Number(r.Floats), Tables.Number(r.Int8), Tables.Number(r.Signs), Tables.Number(r.Floats / r.Signs, 2),
                Tables.Number(r.Int8 / r.Signs, 2));
        }

        return new BenchmarkReport(name, $"# Binary convolutions, {unit}\n\n{Machine.Text}. One thread, signs in and out.\n\n{table}", new { machine = Machine.Text, unit, results });
    }

    private static List<SignResult> Timed(TimeSpan duration) => PinnedThread.Run(Environment.ProcessorCount - 1, () =>
    {
        var results = new List<SignResult>();
        foreach (var shape in SignShape.All)
        {
            Console.Error.WriteLine($"{shape.Text} ...");
            using var floats = Load(shape.Floats(""));
            using var int8 = Load(shape.Int8(""));
            using var signs = Load(shape.Signs(""));
            var times = AlternatingRounds.MinMicroseconds(duration, floats.Run, int8.Run, signs.Run);
            results.Add(new SignResult(shape.Text, $"this one, {signs.VariantOf(0).Isa}", times[0], times[1], times[2]));
        }

        return results;
    });

    private static List<SignResult> Counted()
    {
        using var counter = new InstructionCounter();
        var results = new List<SignResult>();
        foreach (var shape in SignShape.All)
        {
            foreach (var (cpu, target) in Boards)
            {
                Console.Error.WriteLine($"{shape.Text}, {cpu} ...");
                double Thousands(byte[] packed) => counter.PerInference(packed, cpu, 2) / 1e3;
                results.Add(new SignResult(shape.Text, cpu, Thousands(shape.Floats(target)), Thousands(shape.Int8(target)), Thousands(shape.Signs(target))));
            }
        }

        return results;
    }

    private static Interpreter Load(byte[] packed) => Interpreter.Load(OpenedModel.FromBytes(packed));
}

/// <summary>One convolution: microseconds or thousands of instructions of each form.</summary>
internal sealed record SignResult(string Shape, string Processor, double Floats, double Int8, double Signs);
