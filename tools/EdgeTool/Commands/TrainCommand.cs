using System.CommandLine;
using EdgeTool.Training;

namespace EdgeTool;

/// <summary><c>train</c>: a recipe becomes a model, the same bytes every time.</summary>
internal sealed class TrainCommand : Verb
{
    private readonly Argument<string> _recipe = new("RECIPE.json") { Description = "What to train, on what, and where to write it." };
    private readonly Option<bool> _json = JsonOption();

    public TrainCommand()
        : base("train", "Makes a model by a recipe: data, a net, and stages in order (train, distill, prune, cluster, binarize, qat, quantize, pack). Without pack at the end the model is written as NAME.edge beside the recipe. Ctrl-C leaves a checkpoint that the same command goes on from.",
            "edgetool train firmware-configs/models/gestures.recipe.json")
    {
        Add(_recipe);
        Add(_json);
    }

    protected override int Execute(ParseResult arguments, Terminal terminal)
    {
        var path = arguments.GetRequiredValue(_recipe);
        OpenedModel.RequireFile(path);
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        return RecipeFollower.Follow(Recipe.Read(path).Written(folder), folder, arguments.GetValue(_json), terminal);
    }
}
