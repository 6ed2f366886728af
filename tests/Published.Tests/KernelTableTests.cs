using EdgeRuntime.Kernels;

namespace Published.Tests;

/// <summary>Each processor gets the instruction sets it has: easy to lose by a build option, and then silently slow.</summary>
public class KernelTableTests
{
    public static TheoryData<string> Boards => Board.Names;

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void TheTableNamesWhatTheProcessorHas(string name)
    {
        var board = Board.Of(name);
        var lines = board.Run(["kernels"]).Output.Split('\n');
        if (board.Features is not null)
        {
            Assert.Equal($"CPU features: {board.Features}", lines[0].Trim());
        }

        Assert.Contains(board.BestIsa, lines[0]);
        var header = lines.Single(line => line.StartsWith("operator", StringComparison.Ordinal));
        foreach (var opCode in new[] { "Conv2D", "DepthwiseConv2D", "FullyConnected" })
        {
            var row = lines.Single(line => line.StartsWith($"{opCode} ", StringComparison.Ordinal));
            Assert.StartsWith("best", row[header.IndexOf(board.BestMultiplyingIsa, StringComparison.Ordinal)..]);
        }
    }

    /// <summary>A processor without AVX-512 is told so, and runs nothing.</summary>
    [PublishedFact]
    public void TheBinaryForAvx512UsesIt()
    {
        var program = Publication.ServiceX64V4.Value.Program;
        var table = Command.Run(program, ["kernels"]);
        if (!Cpu.Detected.HasFlag(CpuFeatures.Avx512BW))
        {
            Assert.NotEqual(0, table.ExitCode);
            return;
        }

        var lines = table.Output.Split('\n');
        Assert.Contains("Avx512BW", lines[0]);
        var header = lines.Single(line => line.StartsWith("operator", StringComparison.Ordinal));
        foreach (var opCode in new[] { "Conv2D", "FullyConnected" })
        {
            var row = lines.Single(line => line.StartsWith($"{opCode} ", StringComparison.Ordinal));
            Assert.Matches("^(best|yes)", row[header.IndexOf("Avx512BW", StringComparison.Ordinal)..]);
        }

        Assert.StartsWith("CPU features: Avx2 (", Command.Run(program, ["kernels"], ("EDGE_CPU_FEATURES", "avx2")).Output);
    }

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void FeaturesCanBeTakenAway(string name)
    {
        var output = Board.Of(name).Run(["kernels"], ("EDGE_CPU_FEATURES", "none")).Output;
        Assert.StartsWith("CPU features: None", output);
    }
}
