using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace EdgeTool.Tests;

/// <summary>A training in a process of its own, ended in every way that a training can end before its time.</summary>
public class InterruptedTrainingTests
{
    private const int Limit = 120_000;

    [TorchTheory]
    [InlineData("KILL")]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task AnEndedTrainingGoesOnToTheSameBytes(string signal)
    {
        using var folder = new TempFolder();
        var recipe = Recipe(folder, "\"epochs\": 60");
        var (code, _) = await Train(recipe, null);
        Assert.Equal(ExitCode.Done, code);
        var whole = File.ReadAllBytes(folder["moons.edge"]);
        File.Delete(folder["moons.edge"]);

        var (ended, error) = await Train(recipe, process =>
        {
            Assert.True(SpinWait.SpinUntil(() => File.Exists(folder["moons.stage1.checkpoint"]) || process.HasExited, Limit));
            using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
            kill.WaitForExit();
        });
        Assert.NotEqual(ExitCode.Done, ended);
        Assert.False(File.Exists(folder["moons.edge"]));
        Assert.True(File.Exists(folder["moons.stage1.checkpoint"]));
        if (signal != "KILL")
        {
            Assert.Equal(ExitCode.AnswerIsNo, ended);
            Assert.Contains("The same command goes on from", error, StringComparison.Ordinal);
            Assert.True(File.Exists(folder["moons.best.edge"]), error);
        }

        (code, error) = await Train(recipe, null);
        Assert.True(code == ExitCode.Done, error);
        Assert.Equal(whole, File.ReadAllBytes(folder["moons.edge"]));
        Assert.False(File.Exists(folder["moons.stage1.checkpoint"]));
    }

    [TorchFact]
    public async Task ALossThatIsNoNumberLeavesTheBestModel()
    {
        using var folder = new TempFolder();
        var (code, error) = await Train(Recipe(folder, "\"epochs\": 9, \"optimizer\": \"sgd\", \"learningRate\": 100, \"schedule\": \"constant\", \"weightDecay\": 1, \"momentum\": 1"), null);
        Assert.True(code == ExitCode.AnswerIsNo, error);
        Assert.Contains("take a smaller learning rate", error, StringComparison.Ordinal);
        ToolRun.Of("inspect", folder["moons.best.edge"]).Expect(ExitCode.Done);
    }

    /// <summary>A limit on file sizes is EFBIG where a full disk is ENOSPC; the checkpoint, with the optimizer's state, is past it and the model alone is not.</summary>
    [TorchFact]
    public async Task ACheckpointLargerThanAFileMayBeLeavesTheBestModel()
    {
        using var folder = new TempFolder();
        var (code, error) = await Train(Recipe(folder, "\"epochs\": 9", width: "0.5"), null, fileSizeKibibytes: 64);
        Assert.True(code == ExitCode.InputOutput, error);
        Assert.Contains("moons.stage1.checkpoint' cannot be written", error, StringComparison.Ordinal);
        Assert.Contains("raise the limit (ulimit -f)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        ToolRun.Of("inspect", folder["moons.best.edge"]).Expect(ExitCode.Done);
        Assert.Empty(Directory.GetFiles(folder.Path, "*.part"));

        (code, error) = await Train(folder["moons.json"], null);
        Assert.True(code == ExitCode.Done, error);
    }

    private static string Tool => Path.Combine(AppContext.BaseDirectory, "edgetool.dll");

    private static async Task<(int Code, string Error)> Train(string recipe, Action<Process>? meanwhile, int fileSizeKibibytes = 0)
    {
        // The runtime maps its code through a file of its own that such a limit would forbid.
        string[] limited = ["-c", $"trap '' XFSZ; ulimit -f {fileSizeKibibytes}; DOTNET_EnableWriteXorExecute=0 exec dotnet \"$0\" train \"$1\"", Tool, recipe];
        var (program, arguments) = fileSizeKibibytes > 0 ? ("bash", limited) : ("dotnet", [Tool, "train", recipe]);
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var timeout = new CancellationTokenSource(Limit);
        var (output, error) = (process.StandardOutput.ReadToEndAsync(timeout.Token), process.StandardError.ReadToEndAsync(timeout.Token));
        try
        {
            meanwhile?.Invoke(process);
            await process.WaitForExitAsync(timeout.Token);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        await output;
        return (process.ExitCode, await error);
    }

    private static string Recipe(TempFolder folder, string options, string width = "0.1")
    {
        var csv = new StringBuilder("a,b,label\n");
        for (var i = 0; i < 400; i++)
        {
            var (angle, side) = (i * 0.37, i % 2);
            csv.Append(CultureInfo.InvariantCulture, $"{((1 + side) * Math.Cos(angle)):F4},{((1 + side) * Math.Sin(angle)):F4},{(side == 0 ? "inner" : "outer")}\n");
        }

        File.WriteAllText(folder["moons.csv"], csv.ToString());
        File.WriteAllText(folder["moons.json"], $$"""
            {
              "name": "moons", "seed": 4,
              "data": { "path": "moons.csv", "testShare": 0.2, "validation": 0.1 },
              "net": { "zoo": "lenet-300-100", "width": {{width}}, "input": [1, 2], "outputs": 2, "labels": ["inner", "outer"] },
              "stages": [{ "kind": "train", "batch": 10, {{options}} }, { "kind": "pack", "output": "moons.edge" }]
            }
            """);
        return folder["moons.json"];
    }
}
