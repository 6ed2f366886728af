using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary><c>quantize</c>: the model becomes integers, after training, with training data to calibrate; layers of signs stay binary.</summary>
/// <param name="Options">How.</param>
/// <param name="Samples">Calibration examples.</param>
public sealed record QuantizeStage(QuantizerOptions Options, int Samples) : IRecipeStage
{
    public string Kind => "quantize";

    public void Run(RecipeRun run)
    {
        var (graph, samples) = (GraphCopy.Of(run.Graph), run.Calibration(Samples));
        var plan = Quantizer.Plan(graph, samples, Options);
        run.Graph = GraphQuantizer.Quantize(plan).Graph;
        run.Note(Kind, $"quantize: weights {Options.Weights}, activations {Options.Activations}, {samples.Count} calibration examples", IntegerScore.Of(run.Graph, run.Data.Test));
    }
}
