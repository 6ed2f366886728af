using System.Globalization;
using EdgeTool.Compiler;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary>Follows a recipe on a terminal: progress, Ctrl-C, results, files.</summary>
internal static class RecipeFollower
{
    /// <summary>Follows a recipe, tells what came of it and writes its files.</summary>
    /// <param name="recipe">What to do.</param>
    /// <param name="checkpointFolder">Where checkpoints are kept until all is done.</param>
    /// <param name="json">Results as JSON.</param>
    /// <param name="terminal">Where results go.</param>
    /// <returns>The exit code.</returns>
    public static int Follow(Recipe recipe, string checkpointFolder, bool json, Terminal terminal)
    {
        TorchLibrary.Require();
        var run = Run(recipe, recipe.CreateNet(), checkpointFolder, terminal);
        Tell(run, json, terminal);
        foreach (var (path, bytes) in run.Files)
        {
            WholeFile.Write(path, bytes);
            terminal.Error.WriteLine($"wrote {Path.GetRelativePath(Environment.CurrentDirectory, path)} ({Tables.Number(bytes.Length)} bytes)");
        }

        return ExitCode.Done;
    }

    /// <summary>Does the stages, with a bar for each; Ctrl-C, SIGTERM and SIGHUP stop after the present step and leave the best model so far.</summary>
    public static RecipeRun Run(Recipe recipe, ZooNet net, string checkpointFolder, Terminal terminal)
    {
        RecipeData data;
        using (terminal.Progress("reading", 1))
        {
            data = RecipeData.Read(recipe.Data, net.Graph, recipe.Seed);
        }

        using var stop = new StopSignals();
        using var progress = new TrainingProgressLine(terminal);
        var run = new RecipeRun(recipe, data, net) { Progress = progress.Report, Cancellation = stop.Token, CheckpointFolder = checkpointFolder };
        try
        {
            run.Follow();
            return run;
        }
        catch (Exception e) when (run.Best is not null && e is TrainingStoppedException or IOException)
        {
            progress.Dispose();
            SaveBest(run, Path.Combine(checkpointFolder, $"{recipe.Name}.best.edge"), terminal);
            throw;
        }
    }

    /// <summary>What there is of a stopped training, to be used as it is.</summary>
    private static void SaveBest(RecipeRun run, string path, Terminal terminal)
    {
        try
        {
            WholeFile.Write(path, ModelCompiler.Compile(run.Best!, new CompileOptions { SelfTestCases = 0 }).Bytes);
            terminal.Error.WriteLine($"The best model so far, float, is saved as '{path}'.");
        }
        catch (IOException e)
        {
            terminal.Error.WriteLine($"The best model so far cannot be saved as '{path}': {e.Message}");
        }
    }

    private static void Tell(RecipeRun run, bool json, Terminal terminal)
    {
        if (json)
        {
            terminal.WriteJson(new { run.Recipe.Name, run.Recipe.Seed, training = run.Data.Training.Count, test = run.Data.Test.Count, stages = run.Results });
            return;
        }

        foreach (var result in run.Results)
        {
            var measure = double.IsNaN(result.Accuracy) ? $"loss {result.Loss.ToString("0.#####", CultureInfo.InvariantCulture)}" : $"top-1 {Tables.Number(100 * result.Accuracy, 2)} %";
            terminal.Out.WriteLine($"{result.What}: {measure} on {run.Data.Test.Count} held-out examples");
        }
    }
}
