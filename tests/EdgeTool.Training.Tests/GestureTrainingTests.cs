using EdgeTool.Compiler.Tflite;

namespace EdgeTool.Training.Tests;

/// <summary>The committed demo model is what its committed recipe gives.</summary>
public class GestureTrainingTests
{
    private static readonly string Models = CommittedModel.Folder;

    [Fact]
    public void TheCommittedModelAndDataAreWhatTheRecipeGives()
    {
        var recipe = GestureRecipe.Read(Path.Combine(Models, "gestures.recipe.json"));
        var trained = GestureTraining.Run(recipe, (_, _) => { });
        Assert.True(trained.HeldOut.Top1 >= recipe.MinimumAccuracy, $"top-1 {trained.HeldOut.Top1}");
        Assert.True(trained.HeldOut.Top1 >= trained.FloatTop1 - 0.01, $"int8 {trained.HeldOut.Top1}, float32 {trained.FloatTop1}");
        Assert.Equal(File.ReadAllBytes(Path.Combine(Models, recipe.Output)), trained.Tflite);
        Assert.Equal(File.ReadAllText(Path.Combine(Models, recipe.Recording)), trained.Recording);
        Assert.Equal(File.ReadAllText(Path.Combine(Models, recipe.HeldOutData)), trained.HeldOutData);
    }

    [Fact]
    public void TheContractSaysWhatWasMeasured()
    {
        var contract = TfliteImporter.Import(File.ReadAllBytes(Path.Combine(Models, "gestures.tflite"))).Contract;
        Assert.Equal(["still", "shake", "tilt", "circle", "knock"], contract.Labels);
        Assert.Equal("standardize", Assert.Single(contract.Preprocess).Kind);
        Assert.All(contract.Provenance.Measured, figure => Assert.True(figure is { Metric: "top1", Value: > 0.95 and < 1, Samples: 1000 }));
    }

    [Fact]
    public void AnotherSeedGivesAnotherModelThatWorksToo()
    {
        var recipe = GestureRecipe.Read(Path.Combine(Models, "gestures.recipe.json")) with { TrainingWearers = 20, HeldOutWearers = 8, WindowsPerGesture = 6, Epochs = 8, Seed = 5 };
        var (first, again) = (GestureTraining.Run(recipe, (_, _) => { }), GestureTraining.Run(recipe, (_, _) => { }));
        Assert.Equal(first.Tflite, again.Tflite);
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(Models, recipe.Output)), first.Tflite);
        Assert.True(first.HeldOut.Top1 > 0.9, $"top-1 {first.HeldOut.Top1}");
    }

    [Theory]
    [InlineData("\"epochs\": 16", "\"epochs\": 0", "epochs")]
    [InlineData("\"seed\"", "\"sead\"", "sead")]
    public void AMistakeInARecipeIsNamed(string right, string wrong, string named)
    {
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.json");
        File.WriteAllText(path, File.ReadAllText(Path.Combine(Models, "gestures.recipe.json")).Replace(right, wrong, StringComparison.Ordinal));
        try
        {
            Assert.Contains(named, Assert.Throws<RecipeException>(() => GestureRecipe.Read(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
