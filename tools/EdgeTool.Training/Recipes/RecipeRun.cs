using System.Globalization;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>A recipe being followed: the model as it stands, its data, and what was written.</summary>
/// <param name="recipe">What is followed.</param>
/// <param name="data">Of the recipe, read for the model.</param>
/// <param name="net">The model at the start.</param>
public sealed class RecipeRun(Recipe recipe, RecipeData data, ZooNet net)
{
    private readonly List<Graph> _left = [];
    private readonly List<string> _checkpoints = [];
    private int _trainings;

    public Recipe Recipe => recipe;

    public RecipeData Data => data;

    /// <summary>The float model, or after <c>quantize</c> the integer one.</summary>
    public Graph Graph { get; set; } = net.Graph;

    /// <summary>Nodes of a fresh net that want batch normalization in the first training.</summary>
    public IReadOnlyList<Node> Normalized { get; set; } = net.Normalized;

    /// <summary>The float model as far as a training came that was stopped; null as long as none was.</summary>
    public Graph? Best { get; set; }

    /// <summary>What batch normalization left to tell channels apart by.</summary>
    public NormalizationFactors Factors { get; set; } = net.Factors;

    /// <summary>Files to be written, by their path, once every stage has succeeded.</summary>
    public Dictionary<string, byte[]> Files { get; } = new(data.Files);

    /// <summary>What was reached, stage by stage.</summary>
    public List<StageResult> Results { get; } = [];

    /// <summary>Told the stage and where its training stands.</summary>
    public Action<string, TrainingProgress> Progress { get; init; } = (_, _) => { };

    public CancellationToken Cancellation { get; init; }

    /// <summary>Folder that checkpoints are kept in; none when left out.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Does every stage, in order.</summary>
    public void Follow()
    {
        foreach (var stage in recipe.Stages)
        {
            _trainings = 0;
            stage.Run(this);
            _left.Add(Graph);
        }

        _checkpoints.ForEach(File.Delete);
    }

    /// <summary>Where the next training of this stage keeps its checkpoint; null for none.</summary>
    public string? NextCheckpoint()
    {
        if (CheckpointFolder is null)
        {
            return null;
        }

        var round = _trainings++ == 0 ? "" : $".round{_trainings}";
        _checkpoints.Add(Path.Combine(CheckpointFolder, $"{recipe.Name}.stage{_left.Count + 1}{round}.checkpoint"));
        return _checkpoints[^1];
    }

    /// <summary>The model as an earlier stage left it.</summary>
    /// <param name="number">From 1.</param>
    /// <exception cref="RecipeException">There is no such stage before this one.</exception>
    public Graph AfterStage(string number) => int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= _left.Count
        ? GraphCopy.Of(_left[n - 1])
        : throw new RecipeException($"'stage {number}' is no stage before stage {_left.Count + 1}, which wants it as a teacher.");

    /// <summary>What keeps pruned weights at zero while the model learns on; nothing in a dense model.</summary>
    public IReadOnlyList<ITrainingMethod> KeptZeros() =>
        recipe.Stages.Take(_left.Count).Any(s => s is PruneStage) ? [new GradualPruning(SparsityPattern.Single, PruningScope.Layer, 0, WeightImportance.Magnitude)] : [];

    /// <summary>Notes what a stage did, and how good the model is on the held-out data, in the result and the model's provenance.</summary>
    public void Note(string kind, string what, TrainingScore score)
    {
        Results.Add(new StageResult(kind, what, score.Accuracy, score.Loss));
        Graph.Contract.Provenance.Notes.Add(what);
    }

    /// <summary>Calibration examples out of the training data.</summary>
    public InputSamples Calibration(int count)
    {
        var examples = Enumerable.Range(0, data.Training.Count).ToArray();
        new SplitMix((ulong)recipe.Seed + 77).Shuffle(examples);
        examples = [.. examples.Take(count)];
        return InputSamples.Of(
            examples.Select(e => System.Runtime.InteropServices.MemoryMarshal.AsBytes(data.Training.Example(0, e)).ToArray()),
            data.Training.Labels.Length == 0 ? null : examples.Select(e => data.Training.Labels[e]));
    }
}

/// <summary>What a stage reached.</summary>
/// <param name="Kind">Of the stage.</param>
/// <param name="What">In a sentence.</param>
/// <param name="Accuracy">On the held-out data; NaN unless classes are told.</param>
/// <param name="Loss">On the held-out data.</param>
public sealed record StageResult(string Kind, string What, double Accuracy, double Loss);
