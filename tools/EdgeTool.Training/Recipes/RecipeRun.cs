using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>A recipe being followed: the model as it stands, its data, and what was written.</summary>
/// <param name="recipe">What is followed.</param>
/// <param name="data">Of the recipe, read for the model.</param>
/// <param name="net">The model at the start.</param>
public sealed class RecipeRun(Recipe recipe, RecipeData data, ZooNet net)
{
    private int _stage;

    public Recipe Recipe => recipe;

    public RecipeData Data => data;

    /// <summary>The float model, or after <c>quantize</c> the integer one.</summary>
    public Graph Graph { get; set; } = net.Graph;

    /// <summary>Nodes of a fresh net that want batch normalization in the first training.</summary>
    public IReadOnlyList<Node> Normalized { get; set; } = net.Normalized;

    /// <summary>Files to be written, by their path, once every stage has succeeded.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>What was reached, stage by stage.</summary>
    public List<StageResult> Results { get; } = [];

    /// <summary>Told the stage and where its training stands.</summary>
    public Action<string, TrainingProgress> Progress { get; init; } = (_, _) => { };

    public CancellationToken Cancellation { get; init; }

    /// <summary>Folder that checkpoints are kept in; none when left out.</summary>
    public string? CheckpointFolder { get; init; }

    /// <summary>Where this stage keeps its checkpoint.</summary>
    public string? Checkpoint => CheckpointFolder is null ? null : Path.Combine(CheckpointFolder, $"{recipe.Name}.stage{_stage + 1}.checkpoint");

    /// <summary>Does every stage, in order.</summary>
    public void Follow()
    {
        var checkpoints = new List<string>();
        for (; _stage < recipe.Stages.Count; _stage++)
        {
            checkpoints.AddRange(Checkpoint is { } checkpoint ? [checkpoint] : []);
            recipe.Stages[_stage].Run(this);
        }

        checkpoints.ForEach(File.Delete);
    }

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
