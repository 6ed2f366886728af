using System.Globalization;

namespace EdgeTool.Training;

/// <summary><c>train</c>: the float model learns from the labels.</summary>
/// <param name="Options">How; the recipe's seed is used.</param>
public sealed record TrainStage(TrainingOptions Options) : IRecipeStage
{
    public string Kind => "train";

    public void Run(RecipeRun run) => Run(run, Kind, Options, []);

    /// <summary>Trains with methods, and puts the result in the place of the model.</summary>
    public static void Run(RecipeRun run, string kind, TrainingOptions options, IReadOnlyList<ITrainingMethod> methods)
    {
        using var twin = Twin.Of(run.Graph, run.Normalized);
        var seeded = options with { Seed = run.Recipe.Seed, Checkpoint = run.Checkpoint };
        var result = Trainer.Run(twin, run.Data.Training, run.Data.Validation, seeded, methods, p => run.Progress(kind, p), run.Cancellation);
        var score = TrainingScore.Of(twin, run.Data.Test, options.Task);
        (run.Graph, run.Normalized) = (twin.Export(), []);
        run.Note(kind, string.Create(CultureInfo.InvariantCulture,
            $"{kind}: {result.Epochs} epochs of {run.Data.Training.Count} examples, best {result.BestEpoch}, seed {seeded.Seed}"), score);
    }
}
