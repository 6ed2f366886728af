using EdgeTool.Compiler;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Training;

/// <summary>What a recipe trains on, decides by, and is judged by.</summary>
/// <param name="Training">Learned from.</param>
/// <param name="Validation">Decides which epoch is best.</param>
/// <param name="Test">Told in the result; the validation data where nothing else is given.</param>
public sealed record RecipeData(TrainingData Training, TrainingData Validation, TrainingData Test)
{
    /// <summary>What was made beside the examples, to be written with the model, by its path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; init; } = new Dictionary<string, byte[]>();

    /// <exception cref="DatasetException">The data do not fit the model.</exception>
    public static RecipeData Read(RecipeDataSource source, Graph graph, int seed, Action<int>? progress = null)
    {
        if (source.Gestures is { } gestures)
        {
            return gestures.Simulate(graph, seed);
        }

        var all = TrainingData.Read(graph, Open(source.Path, source, graph), progress);
        var (held, rest) = source.TestNames is { } pattern ? all.Divide(pattern.IsMatch) : (null, all);
        if (held is { Count: 0 } || rest.Count == 0)
        {
            throw new DatasetException($"{source.Path}: the names of {held?.Count ?? 0} of {all.Count} examples match '{source.TestNames}'; some must, and some must not.");
        }

        var test = source.TestPath is { } path ? TrainingData.Read(graph, Open(path, source, graph)) : held;
        if (source.TestShare > 0)
        {
            (rest, test) = rest.Split(source.TestShare, new SplitMix((ulong)seed + 2));
        }

        var (training, validation) = rest.Split(source.ValidationShare, new SplitMix((ulong)seed + 1));
        return new RecipeData(source.Labelled is { } labelled ? WithLabels(training, labelled, seed) : training, validation, test ?? validation);
    }

    private static Dataset Open(string path, RecipeDataSource source, Graph graph) =>
        ModelData.Open(path, graph.Inputs.ConvertAll(v => v.Name), graph.Inputs.ConvertAll(v => v.Info), graph.Contract, source.Description);

    /// <summary>Only so many examples keep their label, of every class alike.</summary>
    private static TrainingData WithLabels(TrainingData data, int labelled, int seed)
    {
        var order = Enumerable.Range(0, data.Count).ToArray();
        new SplitMix((ulong)seed + 3).Shuffle(order);
        var classes = order.GroupBy(e => data.Labels[e]).ToArray();
        var kept = classes.SelectMany(c => c.Take(labelled / classes.Length)).ToHashSet();
        return data with { Labels = [.. data.Labels.Select((label, e) => kept.Contains(e) ? label : -1)] };
    }
}

/// <summary>Where a recipe's data lie.</summary>
public sealed record RecipeDataSource
{
    /// <summary>Folder or file; empty where the data is simulated.</summary>
    public required string Path { get; init; }

    /// <summary>Simulated instead of read; or null.</summary>
    public GestureSource? Gestures { get; init; }

    /// <summary>Other data that the result is judged by.</summary>
    public string? TestPath { get; init; }

    /// <summary>Examples whose names match are held out for that.</summary>
    public System.Text.RegularExpressions.Regex? TestNames { get; init; }

    /// <summary>Or a share of the recordings.</summary>
    public double TestShare { get; init; }

    /// <summary>Share of the other recordings that decides which epoch is best.</summary>
    public double ValidationShare { get; init; } = 0.1;

    /// <summary>So many training examples keep their label; all when left out.</summary>
    public int? Labelled { get; init; }

    /// <summary>Instead of the <c>dataset.json</c> beside the data.</summary>
    public DatasetDescription? Description { get; init; }
}
