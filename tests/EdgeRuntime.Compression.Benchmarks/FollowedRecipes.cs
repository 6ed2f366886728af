using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>The recipes of <c>Recipes/</c>, each followed once however many rows ask for it.</summary>
/// <param name="progress">Told in a line what is being done.</param>
internal sealed class FollowedRecipes(Action<string> progress)
{
    /// <summary>Where the recipes' own relative paths find the data: beside the repository.</summary>
    private const string SharedData = "shared/data/";

    private readonly Dictionary<(string Name, string Variant), RecipeRun> _followed = [];

    /// <summary>Follows a recipe, or remembers what came of it. Its files are written where nothing is changed: other recipes read them.</summary>
    /// <param name="name">Of the file, without its extension.</param>
    /// <param name="variant">What is changed.</param>
    public RecipeRun Of(string name, RecipeVariant variant)
    {
        if (_followed.TryGetValue((name, variant.Name), out var followed))
        {
            return followed;
        }

        var written = Located(Recipe.Read(Path.Combine(AppContext.BaseDirectory, "Recipes", $"{name}.recipe.json")));
        var recipe = variant.Change(written);
        var net = recipe.CreateNet();
        var run = new RecipeRun(recipe, RecipeData.Read(recipe.Data, net.Graph, variant.DrawsData ? recipe.Seed : written.Seed), net) { Progress = (stage, p) => Tell(name, stage, p) };
        run.Follow();
        run.Results.ForEach(r => progress($"{name}, {variant.Name}: {r.What}: {100 * r.Accuracy:F2} % of {run.Data.Test.Count} examples"));
        foreach (var (path, bytes) in run.Files.Where(_ => variant == RecipeVariant.AsWritten))
        {
            WholeFile.Write(path, bytes);
        }

        return _followed[(name, variant.Name)] = run;
    }

    private static Recipe Located(Recipe recipe) => recipe with
    {
        Data = recipe.Data with { Path = Located(recipe.Data.Path), TestPath = recipe.Data.TestPath is { } test ? Located(test) : null },
    };

    private static string Located(string path) => Path.Combine(
        Environment.GetEnvironmentVariable("EDGE_SHARED") ?? throw new DatasetException("EDGE_SHARED names no folder with data/."),
        "data",
        path[(path.IndexOf(SharedData, StringComparison.Ordinal) + SharedData.Length)..]);

    private void Tell(string name, string stage, TrainingProgress p)
    {
        if (p.StepsDone % 500 == 0)
        {
            progress($"{name}: {stage}, epoch {p.Epoch} of {p.Epochs}, loss {p.Loss:F4}");
        }
    }
}
