using EdgeTool.Compiler;

namespace Published.Tests;

/// <summary>The binaries compute the bytes that were computed elsewhere, on every processor and with any number of threads.</summary>
public sealed class SelfTestTests : IDisposable
{
    /// <summary>Emulation takes seconds for each inference of a larger model: those run on one emulated processor only.</summary>
    private const int LargeBytes = 1_000_000;

    private const string BoardForLargeModels = "pi5";

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;

    public static TheoryData<string> Boards => Board.Names;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void OurOwnNetGivesTheBytesOfThisMachine(string name)
    {
        var model = Write("small", SmallNet.Pack());
        var board = Board.Of(name);
        string[][] calls = [["self-test", model], ["self-test", model, "--threads", "3", "--repeat", "20"]];
        foreach (var call in calls)
        {
            var result = board.Run(call);
            Assert.True(result.ExitCode == 0, result.Output + result.Error);
            Assert.Contains("self-test   passed: 8 case(s) reproduced", result.Output);
            Assert.Contains($" {board.BestMultiplyingIsa} ", result.Output);
            Assert.DoesNotMatch(@"[1-9]\d* managed bytes allocated", result.Output);
        }

        Assert.Equal(0, board.Run(calls[0], ("EDGE_CPU_FEATURES", "none")).ExitCode);
    }

    [PublishedSharedTheory]
    [MemberData(nameof(Boards))]
    public void RealModelsGiveTheGoldenBytes(string name)
    {
        var board = Board.Of(name);
        var failures = new List<string>();
        foreach (var model in GoldenPack.Names)
        {
            if (Failure(board, model) is { } failure)
            {
                failures.Add($"{model}: {failure}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private string? Failure(Board board, string model)
    {
        byte[] packed;
        try
        {
            packed = GoldenPack.Pack(model);
        }
        catch (Exception e) when (e is ImportException or UnsupportedModelException)
        {
            return $"cannot be packed: {e.Message}";
        }

        if (packed.Length > LargeBytes && board.EmulatedCpu is not null && board.Name != BoardForLargeModels)
        {
            return null;
        }

        var result = board.Run(["self-test", Write(model, packed)]);
        var lines = (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return result.ExitCode == 0 && !result.Output.Contains("carries no cases", StringComparison.Ordinal)
            ? null
            : $"exit {result.ExitCode}: {lines.LastOrDefault()}";
    }

    private string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder, $"{name}.edge");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
