using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary><c>binarize</c>: all weighted layers but the first and the last learn to multiply signs; the packed model has binary operators.</summary>
/// <param name="Options">How it learns.</param>
/// <param name="Teaching">Who teaches; nobody, if that is all.</param>
public sealed record BinarizeStage(TrainingOptions Options, RecipeTeaching Teaching) : IRecipeStage
{
    public string Kind => "binarize";

    public void Run(RecipeRun run)
    {
        var graph = GraphCopy.Of(run.Graph);
        var method = Binarization.Of(graph);
        using var twin = Twin.Of(graph, method.Normalized);
        var result = TrainStage.Learn(run, Kind, twin, Options, Teaching, [method]);
        (run.Graph, run.Normalized) = (method.Export(twin), []);
        run.Note(Kind, $"{TrainStage.Told(run, Kind, Options, result)}, {method.Layers.Count} layers of signs", IntegerScore.Of(run.Graph, run.Data.Test));
    }
}
