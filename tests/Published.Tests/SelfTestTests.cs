namespace Published.Tests;

/// <summary>The binaries compute the bytes that were computed elsewhere, on every processor and with any number of threads.</summary>
public sealed class SelfTestTests : IDisposable
{
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
            Assert.Contains($" {board.BestIsa} ", result.Output);
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
            try
            {
                var result = board.Run(["self-test", Write(model, GoldenPack.Pack(model))]);
                if (result.ExitCode != 0 || result.Output.Contains("carries no cases", StringComparison.Ordinal))
                {
                    var lines = (result.Output + result.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
                    failures.Add($"{model}: exit {result.ExitCode}: {lines.LastOrDefault()}");
                }
            }
            catch (Exception e) when (e is EdgeTool.Compiler.ImportException or EdgeTool.Compiler.UnsupportedModelException)
            {
                failures.Add($"{model}: cannot be packed: {e.Message}");
            }
        }

        Assert.True(failures.Count == 0, string.Join('\n', failures));
    }

    private string Write(string name, byte[] bytes)
    {
        var file = Path.Combine(_folder, $"{name}.edge");
        File.WriteAllBytes(file, bytes);
        return file;
    }
}
