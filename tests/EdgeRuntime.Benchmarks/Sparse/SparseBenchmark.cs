using EdgeRuntime.Inference;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>The same layer with all its weights and with a part of every four: in turns on this machine, or in instructions on emulated boards.</summary>
internal static class SparseBenchmark
{
    private static readonly (string Cpu, string Target)[] Boards = [("cortex-a76", "pi5"), ("cortex-a72", "pi4")];

    private static readonly (int Kept, int Together)[] Patterns = [(2, 16), (2, 32), (2, 64), (1, 32), (2, 1)];

    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        var results = options.IsArm ? Counted() : Timed(options.Duration);
        var (name, unit) = options.IsArm ? ("sparse-arm64", "thousand instructions") : ("sparse-x64", "microseconds");
        var table = new MarkdownTable(["layer", "processor", "dense", .. Patterns.Select(p => $"{p.Kept}:4x{p.Together}"), .. Patterns.Select(p => $"dense / {p.Kept}:4x{p.Together}")]);
        foreach (var r in results)
        {
            table.Row([r.Shape, r.Processor, Tables.Number(r.Dense), .. r.Sparse.Select(s => Tables.Number(s)), .. r.Sparse.Select(s => Tables.Number(r.Dense / s, 2))]);
        }

        return new BenchmarkReport(
            name,
            $"# Sparse int8 layers, {unit}\n\n{Machine.Text}. One thread. N:4xG keeps N weights of every four, the same ones for G neighbouring channels.\n\n{table}",
            new { machine = Machine.Text, unit, patterns = Patterns.Select(p => $"{p.Kept}:4x{p.Together}"), results });
    }

    private static List<SparseResult> Timed(TimeSpan duration) => PinnedThread.Run(Environment.ProcessorCount - 1, () =>
    {
        var results = new List<SparseResult>();
        foreach (var shape in SparseShape.All)
        {
            Console.Error.WriteLine($"{shape.Text} ...");
            using var dense = Load(shape.Packed(4, 1, ""));
            var sparse = Array.ConvertAll(Patterns, p => Load(shape.Packed(p.Kept, p.Together, "")));
            var times = AlternatingRounds.MinMicroseconds(duration, [dense.Run, .. sparse.Select(s => (Action)s.Run)]);
            results.Add(new SparseResult(shape.Text, $"this one, {sparse[1].VariantOf(0).Name} beside {dense.VariantOf(0).Name}", times[0], times[1..]));
            Array.ForEach(sparse, s => s.Dispose());
        }

        return results;
    });

    private static List<SparseResult> Counted()
    {
        using var counter = new InstructionCounter();
        var results = new List<SparseResult>();
        foreach (var shape in SparseShape.All)
        {
            foreach (var (cpu, target) in Boards)
            {
                Console.Error.WriteLine($"{shape.Text}, {cpu} ...");
                double Thousands(int kept, int together) => counter.PerInference(shape.Packed(kept, together, target), cpu, 10) / 1e3;
                results.Add(new SparseResult(shape.Text, cpu, Thousands(4, 1), Array.ConvertAll(Patterns, p => Thousands(p.Kept, p.Together))));
                Console.Error.WriteLine($"{results[^1].Dense:0.0} dense, {string.Join(", ", results[^1].Sparse.Select(s => $"{s:0.0}"))}");
            }
        }

        return results;
    }

    private static Interpreter Load(byte[] packed) => Interpreter.Load(OpenedModel.FromBytes(packed));
}

/// <summary>One layer: microseconds or thousands of instructions, dense and with each pattern.</summary>
internal sealed record SparseResult(string Shape, string Processor, double Dense, double[] Sparse);
