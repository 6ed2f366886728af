namespace EdgeTool.Training;

/// <summary><c>cluster</c>: the weights of each layer share few values, which are trained; pruned ones stay zero.</summary>
/// <param name="Options">How it learns.</param>
/// <param name="Teaching">Who teaches; nobody, if that is all.</param>
/// <param name="Clusters">Values of each layer beside zero.</param>
public sealed record ClusterStage(TrainingOptions Options, RecipeTeaching Teaching, int Clusters) : IRecipeStage
{
    public string Kind => "cluster";

    public void Run(RecipeRun run) => TrainStage.Run(run, Kind, Options, Teaching, [new SharedWeights(Clusters)], $", {Clusters} values per layer");
}
