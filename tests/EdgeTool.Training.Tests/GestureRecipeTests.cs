using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool.Training.Tests;

/// <summary>The committed demo model, its recording and its windows against the recipe beside them.</summary>
public class GestureRecipeTests
{
    private static readonly Recipe Committed = Recipe.Read(Path.Combine(CommittedModel.Folder, "gestures.recipe.json"));

    [Fact]
    public void TheCommittedFilesAreWhatIsSimulated()
    {
        var files = RecipeData.Read(Committed.Data, Committed.CreateNet().Graph, Committed.Seed).Files;
        Assert.Equal(2, files.Count);
        Assert.All(files, file => Assert.Equal(File.ReadAllBytes(file.Key), file.Value));
    }

    [Fact]
    public void TheCommittedModelIsAsGoodAsItSays()
    {
        var graph = SourceModel.Import(CommittedModel.Path);
        var test = RecipeData.Read(Committed.Data, Committed.CreateNet().Graph, Committed.Seed).Test;
        var measured = Assert.Single(graph.Contract.Provenance.Measured);
        Assert.Equal(("top1", 1000), (measured.Metric, measured.Samples));
        Assert.InRange(measured.Value, 0.98, 1);
        Assert.Equal(measured.Value, IntegerScore.Of(graph, test).Accuracy, 1e-4);
    }

    [Fact]
    public void TheContractTravelsWithTheModel()
    {
        var contract = SourceModel.Import(CommittedModel.Path).Contract;
        Assert.Equal(["still", "shake", "tilt", "circle", "knock"], contract.Labels);
        Assert.Equal("standardize", Assert.Single(contract.Preprocess).Kind);
        Assert.True(contract.Decision is { Threshold: 0.7, Hysteresis: 0.2, Debounce: 2 });
        Assert.Contains(contract.Provenance.Notes, n => n.StartsWith("prune: channels by taylor", StringComparison.Ordinal));
        Assert.Contains(contract.Provenance.Notes, n => n.Contains("all 1000 test answers as simulated", StringComparison.Ordinal));
    }

    [TorchFact]
    public void FewerWearersGiveAModelThatWorksToo()
    {
        var recipe = Committed with { Data = Committed.Data with { Gestures = Committed.Data.Gestures! with { TrainingWearers = 8, ValidationWearers = 3, TestWearers = 6, WindowsPerGesture = 5 } } };
        var net = recipe.CreateNet();
        var macs = GraphSize.Macs(net.Graph);
        var run = new RecipeRun(recipe, RecipeData.Read(recipe.Data, net.Graph, recipe.Seed), net);
        run.Follow();
        Assert.InRange(run.Results[^1].Accuracy, 0.9, 1);
        Assert.InRange(GraphSize.Macs(run.AfterStage("2")), macs / 16, macs / 8);
        Assert.Contains(run.Files.Keys, path => path == CommittedModel.Path);
    }

    [TorchFact]
    public void AModelThatIsNotGoodEnoughIsNotWritten()
    {
        var recipe = Committed with
        {
            Data = Committed.Data with { Gestures = Committed.Data.Gestures! with { TrainingWearers = 1, ValidationWearers = 1, TestWearers = 1, WindowsPerGesture = 1 } },
            Stages = [new TrainStage(new TrainingOptions { Epochs = 1 }), new PackStage("m.edge", "any", 1)],
        };
        var net = recipe.CreateNet();
        var run = new RecipeRun(recipe, RecipeData.Read(recipe.Data, net.Graph, recipe.Seed), net);
        Assert.Contains("m.edge", Assert.Throws<RecipeGoalException>(run.Follow).Message, StringComparison.Ordinal);
    }
}
