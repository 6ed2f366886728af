using System.Globalization;

namespace EdgeTool.Training;

/// <summary><c>train</c>: the float model learns from the labels.</summary>
/// <param name="Options">How; the recipe's seed is used.</param>
public sealed record TrainStage(TrainingOptions Options) : IRecipeStage
{
    public string Kind => "train";

    public void Run(RecipeRun run) => Run(run, Kind, Options, new RecipeTeaching([]), []);

    /// <summary>Trains with teachers and methods, and puts the result in the place of the model. Weights that were pruned stay zero.</summary>
    /// <param name="run">The recipe.</param>
    /// <param name="kind">Of the stage.</param>
    /// <param name="options">How.</param>
    /// <param name="teaching">Who teaches.</param>
    /// <param name="methods">What else takes part.</param>
    /// <param name="what">Added to what is noted.</param>
    internal static void Run(RecipeRun run, string kind, TrainingOptions options, RecipeTeaching teaching, IReadOnlyList<ITrainingMethod> methods, string what = "")
    {
        using var twin = TwinOf(run, options);
        Finish(run, kind, twin, options, Told(run, kind, options, Learn(run, kind, twin, options, teaching, methods)) + what);
    }

    /// <summary>Puts a trained twin in the place of the model.</summary>
    internal static void Finish(RecipeRun run, string kind, Twin twin, TrainingOptions options, string told)
    {
        var score = TrainingScore.Of(twin, run.Data.Test, options.Task);
        run.Factors = run.Normalized.Count == 0 ? run.Factors
            : new(twin.Normalizations.ToDictionary(n => n.Key.Name, n => Array.ConvertAll(TwinTensors.Floats(n.Value.Scale), Math.Abs)));
        (run.Graph, run.Normalized) = (twin.Export(), []);
        run.Note(kind, told, score);
    }

    /// <summary>The twin that a stage trains: with the batch normalization of a fresh net, or with one put back.</summary>
    internal static Twin TwinOf(RecipeRun run, TrainingOptions options) =>
        run.Normalized.Count == 0 && options.Renormalize ? Renormalization.TwinOf(run.Graph, run.Data.Training, run.Recipe.Seed) : Twin.Of(run.Graph, run.Normalized);

    /// <summary>Trains a twin of the recipe's model. Examples without a label take part where somebody teaches, and else not.</summary>
    internal static TrainingResult Learn(RecipeRun run, string kind, Twin twin, TrainingOptions options, RecipeTeaching teaching, IReadOnlyList<ITrainingMethod> methods)
    {
        var seeded = options with { Seed = run.Recipe.Seed, Checkpoint = run.NextCheckpoint() };
        var training = teaching.Teachers.Count == 0 && options.Task == TrainingTask.Classify ? run.Data.Training.Labelled() : run.Data.Training;
        try
        {
            return teaching.With(run, teachers => Trainer.Run(
                twin, training, run.Data.Validation, seeded, [.. teachers, .. methods, .. run.KeptZeros()], p => run.Progress(kind, p), run.Cancellation));
        }
        catch (Exception e) when (e is TrainingStoppedException or IOException)
        {
            run.Best = twin.Export();
            throw;
        }
    }

    /// <summary>In a sentence, for people and for the provenance.</summary>
    internal static string Told(RecipeRun run, string kind, TrainingOptions options, TrainingResult result) => string.Create(CultureInfo.InvariantCulture,
        $"{kind}: {result.Epochs} epochs of {run.Data.Training.Count} examples{Unlabelled(run.Data.Training)}, best {result.BestEpoch}, learning rate {options.LearningRate}{(options.Renormalize ? ", batch normalization put back" : "")}, seed {run.Recipe.Seed}");

    private static string Unlabelled(TrainingData data) =>
        data.Labels.Count(l => l < 0) is > 0 and var count ? $" ({count} of them without a label)" : "";
}
