using EdgeTool;
using EdgeTool.Compiler;

namespace EdgeRuntime.Benchmarks;

/// <summary>Instructions per inference on the emulated processors of the boards, beside XNNPACK's.</summary>
internal static class ArmBenchmark
{
    /// <summary>Processors, with the board that a model is packed for.</summary>
    private static readonly (string Cpu, string Target)[] Boards = [("cortex-a76", "pi5"), ("cortex-a72", "pi4"), ("cortex-a53", "zero2w")];

    public static BenchmarkReport Run(BenchmarkOptions options)
    {
        using var counter = new InstructionCounter();
        var results = new List<ArmResult>();
        foreach (var model in BenchmarkModel.Chosen(options.Models))
        {
            foreach (var (cpu, target) in Boards)
            {
                Console.Error.WriteLine($"{model.Name}, {cpu} ...");
                var compiled = ModelCompiler.Compile(model.Graph(), new CompileOptions { Target = target, SelfTestCases = 1 });
                var macs = compiled.Graph.Nodes.Sum(n => n.Law.Macs(n.RecordBytes, new Model.OperandSet(n.InputInfos, n.OutputInfos)));
                var repeats = (int)Math.Clamp(100_000_000 / Math.Max(1, macs), 2, 50);
                results.Add(new ArmResult(model.Name, cpu, macs, counter.PerInference(compiled.Bytes, cpu, repeats) / 1e3, XnnpackFigures.Of(cpu, model.Name)));
            }
        }

        var table = new MarkdownTable("model", "processor", "thousand instructions", "per MAC", "XNNPACK", "ratio");
        foreach (var r in results)
        {
            table.Row(
                r.Model, r.Cpu, Tables.Number(r.Thousands), Tables.Number(r.Thousands * 1e3 / r.Macs, 3), r.XnnpackThousands is { } x ? Tables.Number(x) : "",
                r.XnnpackThousands is { } y ? Tables.Number(r.Thousands / y, 2) : "");
        }

        var text = $"# Instructions per inference, emulated boards\n\n{Machine.Text}. The published arm64 program, one thread, counted by a QEMU plugin; {XnnpackFigures.Source}.\n\n{table}";
        return new BenchmarkReport("arm64-instructions", text, new { machine = Machine.Text, sdk = Machine.SdkVersion, xnnpack = XnnpackFigures.Source, models = results });
    }
}

/// <summary>One model on one processor, in thousands of instructions per inference.</summary>
internal sealed record ArmResult(string Model, string Cpu, long Macs, double Thousands, double? XnnpackThousands);
