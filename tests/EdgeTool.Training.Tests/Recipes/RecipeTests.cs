using System.Globalization;
using System.Text;
using EdgeRuntime.Inference;
using EdgeTool.Compiler;

namespace EdgeTool.Training.Tests;

public class RecipeTests : IDisposable
{
    private const string Stages = """
        [ { "kind": "train", "epochs": 6, "batch": 20, "learningRate": 0.02 },
          { "kind": "pack", "output": "moons.onnx" },
          { "kind": "distill", "teachers": ["moons.onnx"], "epochs": 3, "batch": 20, "temperature": 2 },
          { "kind": "quantize", "samples": 50 },
          { "kind": "pack", "output": "moons.edge" } ]
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("recipe").FullName;

    public RecipeTests()
    {
        var data = TwoMoons.Data(400, 5);
        var csv = new StringBuilder("a,b,label\n");
        for (var i = 0; i < data.Count; i++)
        {
            csv.Append(CultureInfo.InvariantCulture, $"{data.Inputs[0][2 * i]},{data.Inputs[0][(2 * i) + 1]},{(data.Labels[i] == 0 ? "left" : "right")}\n");
        }

        File.WriteAllText(Path.Combine(_folder, "moons.csv"), csv.ToString());
    }

    public void Dispose()
    {
        Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("""[{ "kind": "train" }]""", "moons.edge")]
    [InlineData("""[{ "kind": "pack", "output": "moons.edge" }, { "kind": "train" }]""", "moons.last.edge")]
    [InlineData("""[{ "kind": "train" }, { "kind": "pack", "output": "other.onnx" }]""", "other.onnx")]
    public void TheLastModelIsWrittenUnlessTheRecipeDoesSo(string stages, string file)
    {
        var recipe = Recipe.Read(Written(stages)).Written(_folder);
        Assert.Equal(Path.Combine(_folder, file), Assert.IsType<PackStage>(recipe.Stages[^1]).Output);
    }

    [TorchFact]
    public void TheSameRecipeGivesTheSamePackedBytes()
    {
        var first = Followed(Recipe.Read(Written(Stages)));
        File.WriteAllBytes(Path.Combine(_folder, "moons.onnx"), first.Files[Path.Combine(_folder, "moons.onnx")]);
        var again = Followed(Recipe.Read(Written(Stages)));
        Assert.Equal(["train", "distill", "quantize"], first.Results.Select(r => r.Kind));
        Assert.InRange(first.Results[0].Accuracy, 0.9, 1);
        Assert.InRange(first.Results[^1].Accuracy, 0.9, 1);

        var packed = again.Files[Path.Combine(_folder, "moons.edge")];
        Assert.Equal(first.Files[Path.Combine(_folder, "moons.edge")], packed);
        using var interpreter = Interpreter.Load(EdgeRuntime.Model.ModelFile.FromBytes(packed));
        var provenance = interpreter.Model.Contract.Provenance;
        Assert.Contains(provenance.Notes, n => n.StartsWith("train: 6 epochs of 288 examples", StringComparison.Ordinal));
        Assert.Equal(first.Results[^1].Accuracy, Assert.Single(provenance.Measured).Value, 1e-4);
        Assert.Empty(Directory.GetFiles(_folder, "*.checkpoint"));
    }

    [TorchFact]
    public void AStoppedRecipeGoesOnToTheSameBytes()
    {
        const string Train = """[ { "kind": "train", "epochs": 6, "batch": 20 }, { "kind": "train", "epochs": 4, "batch": 10 }, { "kind": "pack", "output": "m.edge" } ]""";
        var recipe = Recipe.Read(Written(Train));
        var whole = Followed(recipe).Files.Values.Single();
        using var cancellation = new CancellationTokenSource();
        var (stage, last) = (0, 0);
        Assert.Throws<TrainingStoppedException>(() => Followed(recipe, p =>
        {
            stage += p.StepsDone < last ? 1 : 0;
            last = p.StepsDone;
            if (stage == 1 && p.Epoch == 3)
            {
                cancellation.Cancel();
            }
        }, cancellation.Token));
        Assert.Equal(2, Directory.GetFiles(_folder, "*.checkpoint").Length);
        Assert.Equal(whole, Followed(recipe).Files.Values.Single());
        Assert.Empty(Directory.GetFiles(_folder, "*.checkpoint"));
    }

    [TorchTheory]
    [InlineData("", 8)]
    [InlineData(""" "weights": 4, "activations": 16, """, 16)]
    [InlineData(""" "weights": 4, "ends": 8, """, 8)]
    public void APrunedTaughtQuantizedNetAnswersAsSimulated(string bits, int activations)
    {
        var stages = $$"""
            [ { "kind": "train", "epochs": 6, "batch": 20, "learningRate": 0.02 },
              { "kind": "prune", "share": 0.6, "epochs": 5, "batch": 20, "learningRate": 0.01 },
              { "kind": "distill", "teachers": ["stage 1"], "epochs": 3, "batch": 20 },
              { "kind": "qat", {{bits}} "teachers": ["stage 1"], "epochs": 3, "batch": 20, "samples": 50 },
              { "kind": "pack", "output": "moons.edge" } ]
            """;
        var first = Followed(Recipe.Read(Written(stages)));
        Assert.Equal(["train", "prune", "distill", "qat"], first.Results.Select(r => r.Kind));
        Assert.InRange(first.Results[^1].Accuracy, 0.9, 1);
        Assert.Contains("all 80 test answers as simulated", first.Results[^1].What, StringComparison.Ordinal);

        // A weight that is pruned stays zero through every later stage.
        var weights = first.Graph.Nodes.Where(n => n.OpCode == EdgeRuntime.Model.OpCode.FullyConnected).Select(n => n.Inputs[1]!.Constant!).ToList();
        var isWide = weights.ConvertAll(w => w.Any(b => Math.Abs((int)(sbyte)b) > 7));
        Assert.Equal(bits.Contains("ends", StringComparison.Ordinal) ? [true, false, true] : Enumerable.Repeat(bits.Length == 0, 3), isWide);
        Assert.InRange(weights.Sum(w => w.Count(b => b == 0)) / (double)weights.Sum(w => w.Length), 0.6, 0.95);
        Assert.Contains(first.Graph.Nodes, n => n.Outputs[0].Type == (activations == 16 ? EdgeRuntime.Model.ElementType.Int16 : EdgeRuntime.Model.ElementType.Int8));
        Assert.Equal(first.Files.Values.Single(), Followed(Recipe.Read(Written(stages))).Files.Values.Single());
    }

    [TorchFact]
    public void OtherStagesCompressToo()
    {
        const string Many = """
            [ { "kind": "train", "epochs": 4, "batch": 20, "learningRate": 0.02 },
              { "kind": "prune", "pattern": "2:4", "epochs": 4, "batch": 20, "learningRate": 0.01 },
              { "kind": "cluster", "clusters": 6, "epochs": 3, "batch": 20 },
              { "kind": "pack", "output": "sparse.edge" },
              { "kind": "binarize", "epochs": 8, "batch": 20, "learningRate": 0.01 },
              { "kind": "quantize" },
              { "kind": "pack", "output": "binary.edge" } ]
            """;
        var run = Followed(Recipe.Read(Written(Many)));
        Assert.Equal(["train", "prune", "cluster", "binarize", "quantize"], run.Results.Select(r => r.Kind));
        Assert.InRange(run.Results[2].Accuracy, 0.85, 1);
        var clustered = EdgeTool.Compiler.Pruning.WeightMasks.LayersOf(run.AfterStage("3"));
        Assert.All(clustered, layer => Assert.InRange(layer.AllWeights.ToArray().Distinct().Count(), 2, 7));
        Assert.Equal(2, run.Files.Count);

        // The layer in the middle multiplies signs, those at the ends are integers.
        Assert.InRange(run.Results[4].Accuracy, run.Results[3].Accuracy - 0.05, 1);
        Assert.Single(run.Graph.Nodes, n => n.OpCode == EdgeRuntime.Model.OpCode.BinaryFullyConnected);
        Assert.Equal(2, run.Graph.Nodes.Count(n => n.OpCode == EdgeRuntime.Model.OpCode.FullyConnected && n.Inputs[1]!.Type == EdgeRuntime.Model.ElementType.Int8));
    }

    /// <summary>The first stage's model has learned nothing, and teaches that.</summary>
    [TorchFact]
    public void ASafeStudentOfABadTeacherKeepsToTheLabels()
    {
        const string Stages = """
            [ { "kind": "train", "epochs": 1, "batch": 1000, "learningRate": 1e-9 },
              { "kind": "distill", "teachers": ["stage 1"], "logits": 1, "epochs": 20, "batch": 20, "learningRate": 0.02, "safe": SAFE } ]
            """;
        var misled = Followed(Recipe.Read(Written(Stages.Replace("SAFE", "false", StringComparison.Ordinal))));
        var safe = Followed(Recipe.Read(Written(Stages.Replace("SAFE", "true", StringComparison.Ordinal))));
        Assert.InRange(misled.Results[1].Accuracy, 0, 0.9);
        Assert.InRange(safe.Results[1].Accuracy, 0.9, 1);
        Assert.Contains("labels alone stays", safe.Results[1].What, StringComparison.Ordinal);
    }

    [TorchFact]
    public void ASafeStudentWantsValidationData()
    {
        var path = Written("""[ { "kind": "train", "epochs": 1 }, { "kind": "distill", "teachers": ["stage 1"], "epochs": 1, "safe": true } ]""");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"validation\": 0.1", "\"validation\": 0", StringComparison.Ordinal));
        Assert.Contains("validation", Assert.Throws<RecipeException>(() => Followed(Recipe.Read(path))).Message, StringComparison.Ordinal);
    }

    [TorchFact]
    public void ATeacherMustHaveBeenBefore()
    {
        var recipe = Recipe.Read(Written("""[ { "kind": "train", "epochs": 1 }, { "kind": "distill", "teachers": ["stage 2"], "epochs": 1 } ]"""));
        Assert.Contains("'stage 2' is no stage before stage 2", Assert.Throws<RecipeException>(() => Followed(recipe)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[ { "kind": "prune", "pattern": "3", "share": 0.5 } ]""", "$.stages[0].pattern", "2:4")]
    [InlineData("""[ { "kind": "prune" } ]""", "$.stages[0].share", "")]
    [InlineData("""[ { "kind": "prune", "channels": 0.5, "budget": "macs=0.5" } ]""", "$.stages[0].budget", "without channels")]
    [InlineData("""[ { "kind": "prune", "budget": "money=1" } ]""", "$.stages[0].budget", "macs, bytes")]
    [InlineData("""[ { "kind": "qat", "weights": 3 } ]""", "$.stages[0].weights", "8, 4 or 2")]
    [InlineData("""[ { "kind": "qat", "ends": 5 } ]""", "$.stages[0].ends", "8, 4 or 2")]
    [InlineData("""[ { "kind": "train", "mixup": 2 } ]""", "$.stages[0].mixup", "from 0")]
    [InlineData("""[ { "kind": "trian" } ]""", "$.stages[0].kind", "train")]
    [InlineData("""[ { "kind": "train", "epochs": 0 } ]""", "$.stages[0].epochs", "from 1")]
    [InlineData("""[ { "kind": "train", "epoch": 3 } ]""", "$.stages[0].epoch", "epochs")]
    [InlineData("""[ { "kind": "cluster", "renormalize": true } ]""", "$.stages[0].renormalize", "")]
    [InlineData("""[ { "kind": "distill" } ]""", "$.stages[0].teachers", "nothing")]
    [InlineData("""[ { "kind": "train", "augment": [ { "kind": "shift", "rows": -1 } ] } ]""", "$.stages[0].augment[0].rows", "-1")]
    [InlineData("[]", "$.stages", "at least one")]
    [InlineData("[ {", "line", "")]
    public void AMistakeIsNamedByItsPlace(string stages, string place, string what)
    {
        var message = Assert.Throws<RecipeException>(() => Recipe.Read(Written(stages))).Message;
        Assert.Contains(place, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Fact]
    public void OnePartOfTheDataJudges()
    {
        var path = Written("""[ { "kind": "train" } ]""");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"testShare\": 0.2", "\"testShare\": 0.2, \"testNames\": \"_theo_\"", StringComparison.Ordinal));
        Assert.Contains("$.data.test", Assert.Throws<RecipeException>(() => Recipe.Read(path)).Message, StringComparison.Ordinal);
    }

    private string Written(string stages)
    {
        var path = Path.Combine(_folder, "moons.json");
        File.WriteAllText(path, $$"""
            {
              "name": "moons", "seed": 4,
              "data": { "path": "moons.csv", "testShare": 0.2, "validation": 0.1 },
              "net": { "zoo": "lenet-300-100", "width": 0.1, "input": [1, 2], "outputs": 2, "labels": ["left", "right"] },
              "stages": {{stages}}
            }
            """);
        return path;
    }

    private RecipeRun Followed(Recipe recipe, Action<TrainingProgress>? progress = null, CancellationToken cancellation = default)
    {
        // The teacher is a file of an earlier stage, so a first pass writes it.
        var teacher = Path.Combine(_folder, "moons.onnx");
        if (recipe.Stages.OfType<DistillStage>().Any(d => d.Teaching.Teachers.Contains(teacher)) && !File.Exists(teacher))
        {
            var first = Run(recipe with { Stages = [.. recipe.Stages.Take(2)] }, null, default);
            File.WriteAllBytes(teacher, first.Files[teacher]);
        }

        return Run(recipe, progress, cancellation);
    }

    private RecipeRun Run(Recipe recipe, Action<TrainingProgress>? progress, CancellationToken cancellation)
    {
        var net = recipe.Net.Create(recipe.Seed, recipe.Preprocess);
        var run = new RecipeRun(recipe, RecipeData.Read(recipe.Data, net.Graph, recipe.Seed), net)
        {
            Progress = (_, p) => progress?.Invoke(p),
            Cancellation = cancellation,
            CheckpointFolder = _folder,
        };
        run.Follow();
        return run;
    }
}
