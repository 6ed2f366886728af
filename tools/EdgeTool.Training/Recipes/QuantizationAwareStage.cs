using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>
/// <c>qat</c>: the model learns at the steps it will have as integers, and becomes integers. Every answer of the packed model to the test data is
/// compared with what was simulated.
/// </summary>
/// <param name="Options">How it learns.</param>
/// <param name="Teaching">Who teaches; nobody, if that is all.</param>
/// <param name="WeightBits">8, 4 or 2.</param>
/// <param name="EndBits">The same of the first and the last layer.</param>
/// <param name="Activations">int8 or int16.</param>
/// <param name="Samples">Examples that the first steps are calibrated on.</param>
public sealed record QuantizationAwareStage(
    TrainingOptions Options, RecipeTeaching Teaching, int WeightBits, int EndBits, EdgeRuntime.Model.ElementType Activations, int Samples) : IRecipeStage
{
    public string Kind => "qat";

    public void Run(RecipeRun run)
    {
        if (run.Normalized.Count > 0)
        {
            throw new RecipeException("qat wants a trained model: put a train or distill stage before it, whose batch normalization is folded then.");
        }

        var weights = WeightBits == 8 ? WeightFormat.Int8 : WeightFormat.Int4;
        var options = new QuantizerOptions { Weights = weights, Activations = Activations, SplitWeights = WeightSplitExtent.None };
        var plan = Quantizer.Plan(GraphCopy.Of(run.Graph), run.Calibration(Samples), options);
        using var twin = Twin.Of(plan.Source);
        var method = new FakeQuantization(plan, WeightBits, EndBits);
        var result = TrainStage.Learn(run, Kind, twin, Options, Teaching, [method]);
        method.Attach(twin);
        twin.eval();
        twin.WriteBack();
        var quantized = GraphQuantizer.Quantize(method.Learned());
        var differing = PackedAnswers.CountDiffering(twin, quantized.Graph, run.Data.Test);
        if (differing > 0)
        {
            throw new RecipeException(
                $"qat: the packed model answers {differing} of {run.Data.Test.Count} test examples otherwise than simulated. Operators other than convolutions, dense layers, pools, moves and functions are followed to the nearest step only: quantize such a net after training instead ({string.Join(", ", method.Followed)}).");
        }

        run.Graph = quantized.Graph;
        run.Note(Kind, $"{TrainStage.Told(run, Kind, Options, result)}, weights of {WeightBits} bits{(EndBits == WeightBits ? "" : $" ({EndBits} in the first and the last layer)")}, activations {Activations}, all {run.Data.Test.Count} test answers as simulated", IntegerScore.Of(run.Graph, run.Data.Test));
    }
}
