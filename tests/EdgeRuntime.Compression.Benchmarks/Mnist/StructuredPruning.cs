using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Training;

namespace EdgeRuntime.Compression.Benchmarks;

/// <summary>Channels leave LeNet-5 in rounds, the whole net teaching the smaller one, as <c>prune --finetune --distill</c> does it; float32 before and after.</summary>
internal sealed class StructuredPruning : ICompression
{
    private const int Batch = 128, Rounds = 3, Epochs = 2, FloatEpochs = 5;

    public string Method => "prune channels";

    public string DataSet => "MNIST LeNet-5";

    public CompressionRow Run(Action<string> progress)
    {
        var (train, test) = (MnistData.Train(), MnistData.Test());
        var shape = new Shape(1, 28, 28, 1);
        var options = new TrainingOptions { Epochs = FloatEpochs, Batch = Batch };
        var recipe = new Recipe
        {
            Name = "lenet-5",
            Seed = 1,
            Data = new RecipeDataSource { Path = "" },
            Net = new RecipeNet { Zoo = "lenet-5", Input = [1, 28, 28, 1], Outputs = 10 },
            Stages =
            [
                new TrainStage(options),
                new ChannelPruneStage(
                    options with { Epochs = Epochs }, new RecipeTeaching(["stage 1"]), new ChannelGoal(0, PruneBudget.Parse("macs=0.45"), 8), Rounds, "taylor"),
            ],
        };
        var (learned, decides) = train.For(shape).Split(0.05, new SplitMix(1));
        var run = new RecipeRun(recipe, new RecipeData(learned, decides, test.For(shape)), recipe.CreateNet())
        {
            Progress = (stage, p) => Tell(stage, p, progress),
        };
        run.Follow();
        var (before, after) = (new PackedModel(run.AfterStage("1")), new PackedModel(run.Graph));
        return new CompressionRow(
            Method, DataSet, before.Accuracy(test.Samples()), after.Accuracy(test.Samples()), GraphSize.WeightBytes(run.AfterStage("1")), after.Bytes.Length, before.Macs, after.Macs, before.TimeOver(after));
    }

    private static void Tell(string stage, TrainingProgress progress, Action<string> line)
    {
        if (progress.StepsDone % 200 == 0)
        {
            line($"LeNet-5: {stage}, epoch {progress.Epoch} of {progress.Epochs}, loss {progress.Loss:F4}");
        }
    }
}
