namespace EdgeTool.Training;

/// <summary><c>distill</c>: the float model learns from teachers, and from labels where there are some.</summary>
/// <param name="Options">How; the recipe's seed is used.</param>
/// <param name="Teaching">One teacher at least.</param>
public sealed record DistillStage(TrainingOptions Options, RecipeTeaching Teaching) : IRecipeStage
{
    public string Kind => "distill";

    public void Run(RecipeRun run) => TrainStage.Run(run, Kind, Options, Teaching, []);
}
