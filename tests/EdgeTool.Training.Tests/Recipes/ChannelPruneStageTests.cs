using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training.Tests;

public class ChannelPruneStageTests
{
    private static readonly TrainingOptions Quick = new() { Epochs = 6, Batch = 20, LearningRate = 0.02 };

    [TorchTheory]
    [InlineData("l1")]
    [InlineData("l2")]
    [InlineData("taylor")]
    [InlineData("activation")]
    public void RoundsEndAtTheGoalAndTheNetStillKnows(string importance)
    {
        var run = Followed(importance, new ChannelGoal(0.75, null, 8), rounds: 3);
        Assert.Equal([24, 8], ChannelGroups.Of(run.Graph).Select(g => g.Channels.Count));
        Assert.InRange(run.Results[1].Accuracy, 0.9, 1);
        Assert.Contains($"by {importance}", run.Results[1].What, StringComparison.Ordinal);
        Assert.Equal(Bytes(run), Bytes(Followed(importance, new ChannelGoal(0.75, null, 8), rounds: 3)));
    }

    [TorchFact]
    public void ABudgetIsKeptByTheLastRound()
    {
        var run = Followed("l2", new ChannelGoal(0, PruneBudget.Parse("macs=0.3"), 1), rounds: 2);
        Assert.InRange(GraphSize.Macs(run.Graph) / (double)GraphSize.Macs(run.AfterStage("1")), 0.2, 0.3);
    }

    /// <summary>The normalization of one layer has large factors where channels are odd; the weights say nothing.</summary>
    [Fact]
    public void FactorsOfBatchNormalizationStayWithTheirChannels()
    {
        var graph = TwoMoons.Net(3);
        var layer = graph.Nodes[0];
        var channels = layer.Outputs[0].Shape[-1];
        var factors = new NormalizationFactors(new Dictionary<string, float[]> { [layer.Name] = [.. Enumerable.Range(0, channels).Select(c => c % 2 == 0 ? 0.01f : 1 + c)] });
        var pruner = new ChannelPruner(graph, factors.In(graph));
        int[] kept = [.. pruner.Groups.Select((g, i) => i == 0 ? channels / 2 : g.Channels.Count)];
        Assert.All(pruner.Removed(kept).Where(l => l.Axis == ValueAxis.Last(layer.Outputs[0])), lane => Assert.Equal(0, lane.Index % 2));

        // The next round still tells them apart: what is least of the left ones goes.
        var small = pruner.With(kept);
        var next = new ChannelPruner(small, factors.Without(graph, pruner.Removed(kept)).In(small));
        int[] one = [.. next.Groups.Select((g, i) => g.Channels.Count - (i == 0 ? 1 : 0))];
        Assert.Equal(0, next.Removed(one).Single(l => l.Axis == ValueAxis.Last(small.Nodes[0].Outputs[0])).Index);
    }

    [TorchFact]
    public void WithoutBatchNormalizationItsFactorsAreRefused() =>
        Assert.Contains("bn", Assert.Throws<RecipeException>(() => Followed("bn", new ChannelGoal(0.5, null, 8), 1)).Message, StringComparison.Ordinal);

    private static byte[] Bytes(RecipeRun run) => ModelCompiler.Compile(GraphCopy.Of(run.Graph)).Bytes;

    private static RecipeRun Followed(string importance, ChannelGoal goal, int rounds)
    {
        var recipe = new Recipe
        {
            Name = "moons",
            Seed = 4,
            Data = new RecipeDataSource { Path = "" },
            Net = new RecipeNet { Zoo = "lenet-300-100", Input = [1, 2], Outputs = 2, Width = 0.32 },
            Stages = [new TrainStage(Quick with { Epochs = 20 }), new ChannelPruneStage(Quick, new RecipeTeaching(["stage 1"]), goal, rounds, importance)],
        };
        var (training, held) = (TwoMoons.Data(400, 5), TwoMoons.Data(200, 8));
        var shape = new Shape(1, 2);
        var run = new RecipeRun(recipe, new RecipeData(training with { Shapes = [shape] }, held with { Shapes = [shape] }, held with { Shapes = [shape] }), recipe.Net.Create(4, []));
        run.Follow();
        return run;
    }
}
