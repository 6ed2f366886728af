using System.Globalization;
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
        var run = Run(recipe, recipe.Net.Create(recipe.Seed, recipe.Preprocess), checkpointFolder, terminal);
        Tell(run, json, terminal);
        foreach (var (path, bytes) in run.Files)
        {
            WholeFile.Write(path, bytes);
            terminal.Error.WriteLine($"wrote {Path.GetRelativePath(Environment.CurrentDirectory, path)} ({Tables.Number(bytes.Length)} bytes)");
        }

        return ExitCode.Done;
    }

    /// <summary>Does the stages, with a bar for each; Ctrl-C stops after the present step.</summary>
    public static RecipeRun Run(Recipe recipe, ZooNet net, string checkpointFolder, Terminal terminal)
    {
        RecipeData data;
        using (terminal.Progress("reading", 1))
        {
            data = RecipeData.Read(recipe.Data, net.Graph, recipe.Seed);
        }

        using var cancellation = new CancellationTokenSource();
        ConsoleCancelEventHandler stop = (_, e) => (e.Cancel, _) = (true, cancellation.CancelAsync());
        Console.CancelKeyPress += stop;
        try
        {
            using var progress = new TrainingProgressLine(terminal);
            var run = new RecipeRun(recipe, data, net) { Progress = progress.Report, Cancellation = cancellation.Token, CheckpointFolder = checkpointFolder };
            run.Follow();
            return run;
        }
        finally
        {
            Console.CancelKeyPress -= stop;
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
