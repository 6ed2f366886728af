using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>The recipes of <c>Recipes/</c>, each followed once for every variant however many rows ask for it.</summary>
/// <param name="progress">Told in a line what is being done.</param>
internal sealed class FollowedRecipes(Action<string> progress)
{
    /// <summary>Where the recipes' own relative paths find data, beside the repository, and one another's files.</summary>
    private const string SharedFolder = "../../../../shared/", FileFolder = "../../../artifacts/compression/";

    private readonly Dictionary<(string Name, string Variant), RecipeRun> _followed = [];

    /// <summary>Follows a recipe, or remembers what came of it. Its files are written where the other recipes of the variant read them.</summary>
    /// <param name="name">Of the file, without its extension.</param>
    /// <param name="variant">What is changed.</param>
    public RecipeRun Of(string name, RecipeVariant variant)
    {
        if (_followed.TryGetValue((name, variant.Name), out var followed))
        {
            return followed;
        }

        var recipe = variant.Change(Recipe.Read(Located(name, variant)));
        var net = recipe.CreateNet();
        var run = new RecipeRun(recipe, RecipeData.Read(recipe.Data, net.Graph, recipe.Seed), net) { Progress = (stage, p) => Tell(name, stage, p) };
        run.Follow();
        run.Results.ForEach(r => progress($"{name}, {variant.Name}: {r.What}: {100 * r.Accuracy:F2} % of {run.Data.Test.Count} examples"));
        foreach (var (path, bytes) in run.Files)
        {
            WholeFile.Write(path, bytes);
        }

        return _followed[(name, variant.Name)] = run;
    }

    /// <summary>A copy of the recipe in the variant's own folder, where files named without one are meant.</summary>
    private static string Located(string name, RecipeVariant variant)
    {
        var shared = Environment.GetEnvironmentVariable("EDGE_SHARED") ?? throw new DatasetException("EDGE_SHARED names no folder with data/.");
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "followed", variant.Name.Replace(' ', '-'))).FullName;
        var written = Path.Combine(folder, $"{name}.recipe.json");
        File.WriteAllText(written, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Recipes", $"{name}.recipe.json"))
            .Replace(SharedFolder, $"{Path.GetFullPath(shared)}/", StringComparison.Ordinal).Replace(FileFolder, "", StringComparison.Ordinal));
        return written;
    }

    private void Tell(string name, string stage, TrainingProgress p)
    {
        if (p.StepsDone % 500 == 0)
        {
            progress($"{name}: {stage}, epoch {p.Epoch} of {p.Epochs}, loss {p.Loss:F4}");
        }
    }
}
