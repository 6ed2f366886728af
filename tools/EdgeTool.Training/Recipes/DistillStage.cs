using System.Globalization;

namespace EdgeTool.Training;

/// <summary><c>distill</c>: the float model learns from teachers, and from labels where there are some.</summary>
/// <param name="Options">How; the recipe's seed is used.</param>
/// <param name="Teaching">One teacher at least.</param>
/// <param name="IsSafe">The model learns from the labels alone as well, and the one that is better on the validation data stays: the taught one among equals.</param>
public sealed record DistillStage(TrainingOptions Options, RecipeTeaching Teaching, bool IsSafe = false) : IRecipeStage
{
    public string Kind => "distill";

    public void Run(RecipeRun run)
    {
        if (!IsSafe)
        {
            TrainStage.Run(run, Kind, Options, Teaching, []);
            return;
        }

        if (run.Data.Validation.Count == 0)
        {
            throw new RecipeException("safe compares what was taught with what labels alone give, on validation data, and none is held out: give \"validation\" a share above 0.");
        }

        using var taught = TrainStage.TwinOf(run, Options);
        var result = TrainStage.Learn(run, Kind, taught, Options, Teaching, []);
        using var alone = TrainStage.TwinOf(run, Options);
        var other = TrainStage.Learn(run, $"{Kind}, from labels alone", alone, Options, new RecipeTeaching([]), []);
        var isAlone = other.Best.IsBetterThan(result.Best);
        TrainStage.Finish(run, Kind, isAlone ? alone : taught, Options, string.Create(CultureInfo.InvariantCulture,
            $"{TrainStage.Told(run, Kind, Options, isAlone ? other : result)}; on validation data {Told(result)} taught and {Told(other)} from labels alone: {(isAlone ? "labels alone" : "taught")} stays"));
    }

    private static string Told(TrainingResult result) => double.IsNaN(result.Best.Accuracy)
        ? string.Create(CultureInfo.InvariantCulture, $"a loss of {result.Best.Loss:F4}") : string.Create(CultureInfo.InvariantCulture, $"{100 * result.Best.Accuracy:F2} %");
}
