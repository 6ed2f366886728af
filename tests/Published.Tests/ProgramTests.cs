using System.Runtime.InteropServices;

namespace Published.Tests;

/// <summary>The compiled program behaves as its tests on the JIT say: exit codes, the service's life, the demo.</summary>
public sealed class ProgramTests : IDisposable
{
    private const int Hangup = 1, Terminate = 15;

    private readonly string _folder = Directory.CreateTempSubdirectory("published").FullName;

    public ProgramTests()
    {
        File.WriteAllBytes(PathOf("small.edge"), SmallNet.Pack());
        File.WriteAllText(PathOf("bad.edge"), "EDGE but no model");
        File.WriteAllText(PathOf("app.json"), """
            {
              "name": "small",
              "model": { "file": "small.edge" },
              "sensor": { "kind": "synthetic", "channels": 5, "sampleRateHz": 1000 },
              "trigger": { "kind": "samples", "hop": 20 },
              "decision": { "threshold": 0.1 },
              "actuators": [ { "kind": "jsonLines", "when": "every" }, { "kind": "log" } ]
            }
            """);
    }

    public static TheoryData<string> Boards => Board.Names;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void ExitCodesSayWhatWentWrong(string name)
    {
        var board = Board.Of(name);
        Assert.Equal(64, board.Run(["chekc"]).ExitCode);
        Assert.Equal(65, board.Run(["self-test", PathOf("bad.edge")]).ExitCode);
        Assert.Equal(66, board.Run(["self-test", PathOf("none.edge")]).ExitCode);
        Assert.Equal(0, board.Run(["check", "--config", _folder]).ExitCode);
        File.WriteAllText(PathOf("app.json"), File.ReadAllText(PathOf("app.json")).Replace("hop", "hope"));
        var refused = board.Run(["check", "--config", _folder]);
        Assert.Equal(78, refused.ExitCode);
        Assert.Contains("$.trigger.hope: found an unknown member", refused.Error);
    }

    [PublishedTheory]
    [MemberData(nameof(Boards))]
    public void TheDemoEndsByItself(string name)
    {
        var result = Board.Of(name).Run(["demo", "--config", PathOf("app.json"), "--seconds", "1", "--speed", "0"]);
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Matches(@"[1-9]\d* inferences", result.Output);
        Assert.Contains("latency p50", result.Output);
    }

    [PublishedFact]
    public void TheServiceRunsReloadsAndDrains()
    {
        using var process = Command.Start(Publication.ServiceX64.Value.Program, ["run", "--config", _folder]);
        var first = process.StandardOutput.ReadLine();
        Assert.Contains("\"pipeline\":\"small\"", first);
        Assert.Equal(0, Kill(process.Id, Hangup));
        var log = "";
        while (!log.Contains("Reloaded: 1 pipelines", StringComparison.Ordinal))
        {
            log += process.StandardError.ReadLine() ?? throw new InvalidOperationException($"The service ended: {log}");
        }

        // The new pipeline counts its inferences from 1.
        while (!process.StandardOutput.ReadLine()!.Contains("\"sequence\":1,", StringComparison.Ordinal))
        {
        }

        Assert.Equal(0, Kill(process.Id, Terminate));
        var rest = process.StandardOutput.ReadToEndAsync();
        log = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(0, process.ExitCode);
        Assert.Contains("inferences", log);
        Assert.True(rest.Result is "" || rest.Result.EndsWith("}\n", StringComparison.Ordinal), rest.Result);
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);

    private string PathOf(string name) => Path.Combine(_folder, name);
}
