using System.Globalization;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool.Training;

/// <summary><c>prune</c>: single weights, blocks or N:M groups become zero while the model learns to do without them.</summary>
/// <param name="Options">How it learns.</param>
/// <param name="Teaching">Who teaches; nobody, if that is all.</param>
/// <param name="Pattern">Which weights leave together.</param>
/// <param name="Scope">Between which of them importance is compared.</param>
/// <param name="Share">Of the weights that leaves; 1 for N:M.</param>
/// <param name="Importance">By what.</param>
public sealed record PruneStage(
    TrainingOptions Options, RecipeTeaching Teaching, SparsityPattern Pattern, PruningScope Scope, double Share, WeightImportance Importance) : IRecipeStage
{
    public string Kind => "prune";

    public void Run(RecipeRun run) => TrainStage.Run(
        run, Kind, Options, Teaching, [new GradualPruning(Pattern, Scope, Share, Importance)],
        Pattern.Kept > 0 ? $", pruned to {Pattern}" : string.Create(CultureInfo.InvariantCulture, $", pruned {Share} of the weights as {Pattern}"));
}
