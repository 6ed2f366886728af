using System.Globalization;
using System.Text.RegularExpressions;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>
/// Cycles that LLVM's processor models give the hot loops of the published arm64 program, all loads being hits. LLVM has no model of the
/// Cortex-A76; that of the Neoverse N1, its server twin, stands for it.
/// </summary>
internal static partial class CycleBenchmark
{
    private const int Turns = 1000;
    private const string Compiled = "src/EdgeRuntime.Host/obj/Release/net10.0/linux-arm64/native/edgeruntime.o";

    /// <summary>Models, with products of bytes a cycle that no loop can exceed.</summary>
    private static readonly (string Cpu, string Model, int Ideal)[] Dot = [("cortex-a76", "neoverse-n1", 32)];
    private static readonly (string Cpu, string Model, int Ideal)[] NoDot = [("cortex-a72", "cortex-a72", 8), ("cortex-a53", "cortex-a53", 8)];

    /// <summary>Kernels behind a ReLU, by parts of their names in the object file.</summary>
    private static readonly (string Kernel, string Class, string Method, (string Cpu, string Model, int Ideal)[] Models)[] Kernels =
    [
        ("Conv2D, 8 pixels x 8 channels", "DenseTiles", "Tiles<DpTile8>", Dot),
        ("FullyConnected, 1 x 8", "DenseTiles", "Tiles<DpTile1>", Dot),
        ("DepthwiseConv2D, 3x3 stride 1", "DpColumns", "ByOne", Dot),
        ("DepthwiseConv2D, 3x3 stride 2", "DpColumns", "ByTwo", Dot),
        ("Conv2D, 4 pixels x 4 channels", "DenseTiles", "Tiles<AdvSimdTile4_1<AdvSimdStep>>", NoDot),
        ("FullyConnected, 1 x 8", "DenseTiles", "Tiles<AdvSimdTile1_1<AdvSimdStep>>", NoDot),
        ("DepthwiseConv2D, 3x3 stride 1", "AdvSimdColumns", "ByOne", NoDot),
        ("DepthwiseConv2D, 3x3 stride 2", "AdvSimdColumns", "ByTwo", NoDot),
    ];

    /// <exception cref="ToolException">The program was not published here, or LLVM's tools are missing.</exception>
    public static BenchmarkReport Run()
    {
        var file = Path.Combine(Machine.RepositoryRoot, Compiled);
        if (!File.Exists(file))
        {
            throw new ToolException(ExitCode.NoInput, $"{file} is missing: dotnet publish src/EdgeRuntime.Host -p:PublishProfile=linux-arm64");
        }

        var symbols = ExternalTool.Run("llvm-nm-19", ["--defined-only", "--format=just-symbols", file]).Split('\n');
        var results = new List<LoopResult>();
        foreach (var (kernel, type, method, models) in Kernels)
        {
            var symbol = Array.Find(symbols, s => Plain(s) is var name && name.StartsWith('D') && name.Contains(type, StringComparison.Ordinal)
                    && name.Contains("AdvSimdRectifiedOutput", StringComparison.Ordinal) && name.EndsWith($"__{method}", StringComparison.Ordinal))
                ?? throw new ToolException(ExitCode.OurFault, $"No function of {Compiled} is {method} of {type}.");
            var loop = HotLoop.Of(ExternalTool.Run("llvm-objdump-19", ["-d", "--no-show-raw-insn", $"--disassemble-symbols={symbol}", file]))
                ?? throw new ToolException(ExitCode.OurFault, $"{symbol} has no loop that multiplies bytes.");
            results.AddRange(models.Select(m => new LoopResult(kernel, m.Cpu, loop.Instructions.Count, loop.Macs, Cycles(loop, m.Model), m.Ideal)));
        }

        var table = new MarkdownTable("loop", "processor", "instructions", "products", "cycles", "products per cycle", "at most");
        foreach (var r in results)
        {
            table.Row(
                r.Kernel, r.Cpu, Tables.Number(r.Instructions), Tables.Number(r.Macs), Tables.Number(r.Cycles), Tables.Number(r.Macs / r.Cycles, 2),
                Tables.Number(r.Ideal));
        }

        var text =
            $"# Modelled cycles of the hot loops\n\n.NET SDK {Machine.SdkVersion}. One turn of each loop of the compiled arm64 program in llvm-mca 19, all loads being hits; neoverse-n1 stands for cortex-a76.\n\n{table}";
        return new BenchmarkReport("arm64-cycles", text, new { sdk = Machine.SdkVersion, loops = results });
    }

    private static double Cycles(HotLoop loop, string model)
    {
        var report = ExternalTool.Run(
            "llvm-mca-19", ["-mtriple=aarch64", $"-mcpu={model}", $"-iterations={Turns}"], string.Join('\n', loop.Instructions) + "\n");
        return double.Parse(TotalCycles().Match(report).Groups[1].Value, CultureInfo.InvariantCulture) / Turns;
    }

    private static string Plain(string symbol) => symbol.Replace("EdgeRuntime_Kernels_", "", StringComparison.Ordinal);

    [GeneratedRegex(@"Total Cycles:\s+(\d+)")]
    private static partial Regex TotalCycles();
}

/// <summary>One loop on one processor's model.</summary>
/// <param name="Kernel">What it computes.</param>
/// <param name="Cpu">The processor.</param>
/// <param name="Instructions">Of one turn.</param>
/// <param name="Macs">Products of bytes of one turn.</param>
/// <param name="Cycles">Of one turn.</param>
/// <param name="Ideal">Products a cycle that the processor cannot exceed.</param>
internal sealed record LoopResult(string Kernel, string Cpu, int Instructions, int Macs, double Cycles, int Ideal);
