using System.Text.Json;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeTool.Training;

/// <summary>How a model is made, from nothing or from another one: data, a net, and stages in order.</summary>
public sealed record Recipe
{
    private static readonly JsonDocumentOptions Syntax = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>Of the packed model.</summary>
    public required string Name { get; init; }

    /// <summary>Of all random numbers.</summary>
    public required int Seed { get; init; }

    public required RecipeDataSource Data { get; init; }

    public required RecipeNet Net { get; init; }

    /// <summary>Preprocessing that the data passes and that travels with the weights.</summary>
    public IList<PreprocessStage> Preprocess { get; init; } = [];

    public required IReadOnlyList<IRecipeStage> Stages { get; init; }

    /// <summary>What a pipeline decides by when its own file says nothing; null: as the net's own file has it.</summary>
    public DecisionDefaults? Decision { get; init; }

    /// <summary>For the provenance: what people should know of the model.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The same, with what its last stage leaves written where the recipe does not say: nothing that was trained is lost.</summary>
    /// <param name="folder">That a file comes to, <c>NAME.edge</c> or, where the recipe writes that itself before, <c>NAME.last.edge</c>.</param>
    public Recipe Written(string folder)
    {
        if (Stages is [.., PackStage])
        {
            return this;
        }

        var path = Path.Combine(folder, $"{Name}.edge");
        var isTaken = Stages.OfType<PackStage>().Any(s => s.Output == path);
        return this with { Stages = [.. Stages, new PackStage(isTaken ? Path.ChangeExtension(path, "last.edge") : path, "any")] };
    }

    /// <summary>Makes the net, or reads its file, with what travels with its weights.</summary>
    /// <exception cref="RecipeException">The zoo has no such net, or it cannot take the input.</exception>
    public ZooNet CreateNet()
    {
        var net = Net.Create(Seed, Preprocess);
        var contract = net.Graph.Contract;
        contract.Decision = Decision ?? contract.Decision;
        Notes.ToList().ForEach(contract.Provenance.Notes.Add);
        return net;
    }

    /// <summary>Reads a recipe; files in it are named relative to its folder.</summary>
    /// <exception cref="RecipeException">It is no valid recipe: names every mistake by its path in the JSON.</exception>
    public static Recipe Read(string path)
    {
        var mistakes = new List<ConfigMistake>();
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), Syntax);
            var root = ConfigNode.Root(document.RootElement, mistakes);
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var recipe = new Recipe
            {
                Name = root.Text("name", Path.GetFileNameWithoutExtension(path)),
                Seed = root.Integer("seed", 0, int.MaxValue, 1),
                Data = RecipeSections.Data(root.Section("data"), folder),
                Net = RecipeSections.Net(root.Section("net"), folder),
                Preprocess = PreprocessSection.Read(root) ?? [],
                Decision = RecipeSections.Decision(root),
                Notes = root.Texts("notes") ?? [],
                Stages = [.. root.Sections("stages").Select(s => StageSections.Stage(s, folder)).OfType<IRecipeStage>()],
            };
            root.Finish();
            return mistakes.Count == 0 ? recipe : throw new RecipeException($"{path}: {string.Join(Environment.NewLine, mistakes)}");
        }
        catch (JsonException e)
        {
            throw new RecipeException($"{path}, line {e.LineNumber + 1}: {e.Message}", e);
        }
    }
}
