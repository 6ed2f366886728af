using System.CommandLine;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary><c>train</c>: a recipe becomes a model, the same bytes every time.</summary>
internal sealed class TrainCommand : Verb
{
    private readonly Argument<string> _recipe = new("RECIPE.json") { Description = "What to train, on what, and where to write it." };
    private readonly Option<bool> _json = JsonOption();

    public TrainCommand()
        : base("train", "Makes a model by a recipe: data, a net, and stages in order (train, distill, prune, cluster, binarize, qat, quantize, pack). Ctrl-C leaves a checkpoint that the same command goes on from.",
            "edgetool train firmware-configs/models/gestures.recipe.json")
    {
        Add(_recipe);
        Add(_json);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var path = arguments.GetRequiredValue(_recipe);
        OpenedModel.RequireFile(path);
        if (!GestureRecipe.Recognizes(path))
        {
            return RecipeFollower.Follow(Recipe.Read(path), Path.GetDirectoryName(Path.GetFullPath(path))!, arguments.GetValue(_json), terminal);
        }

        var recipe = GestureRecipe.Read(path);
        TrainedGestures trained;
        using (var progress = terminal.Progress("training", recipe.Epochs))
        {
            trained = GestureTraining.Run(recipe, (epoch, _) => progress.Report(epoch));
        }

        if (arguments.GetValue(_json))
        {
            terminal.WriteJson(new { trained.HeldOut.Top1, trained.HeldOut.Samples, trained.FloatTop1, labels = Gestures.Labels, trained.HeldOut.Confusion });
        }
        else
        {
            Print(terminal, trained);
        }

        if (trained.HeldOut.Top1 < recipe.MinimumAccuracy)
        {
            terminal.Error.WriteLine($"edgetool: held-out accuracy is below the recipe's {recipe.MinimumAccuracy}; nothing is written.");
            return ExitCode.AnswerIsNo;
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Write(terminal, Path.Combine(folder, recipe.Output), trained.Tflite);
        Write(terminal, Path.Combine(folder, recipe.Recording), System.Text.Encoding.ASCII.GetBytes(trained.Recording));
        Write(terminal, Path.Combine(folder, recipe.HeldOutData), System.Text.Encoding.ASCII.GetBytes(trained.HeldOutData));
        return ExitCode.Done;
    }

    private static void Print(Terminal terminal, TrainedGestures trained)
    {
        terminal.Out.WriteLine($"held-out  {Tables.Number(100 * trained.HeldOut.Top1, 2)} % of {trained.HeldOut.Samples} windows in int8, {Tables.Number(100 * trained.FloatTop1, 2)} % in float32");
        var table = Tables.Create(["true \\ predicted", .. Gestures.Labels.Select(label => $">{label}")]);
        foreach (var (gesture, row) in trained.HeldOut.Confusion.Index())
        {
            table.AddText([Gestures.Labels[gesture], .. row.Select(count => count == 0 ? "" : $"{count}")]);
        }

        terminal.Write(table);
    }

    private static void Write(Terminal terminal, string path, byte[] bytes)
    {
        path = Path.GetFullPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
        terminal.Error.WriteLine($"wrote {Path.GetRelativePath(Environment.CurrentDirectory, path)} ({Tables.Number(bytes.Length)} bytes)");
    }
}
