using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Pruning;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class DistillationTests
{
    private static readonly TrainingOptions Options = new() { Epochs = 25, Batch = 20, LearningRate = 0.02 };

    [TorchFact]
    public void AStudentLearnsFromItsTeacherWithoutLabels()
    {
        using var teacher = Twin.Of(TwoMoons.Net(3));
        Trainer.Run(teacher, TwoMoons.Data(600, 5), null, Options);
        using var student = Twin.Of(TwoMoons.Net(11));
        var unlabelled = TwoMoons.Data(600, 5) with { Labels = [.. Enumerable.Repeat(-1, 600)] };
        var held = TwoMoons.Data(400, 8);
        Assert.InRange(TrainingScore.Of(student, held).Accuracy, 0, 0.9);
        Trainer.Run(student, unlabelled, null, Options, [new LogitDistillation([teacher], 2, 1)]);
        Assert.InRange(TrainingScore.Of(teacher, held).Accuracy, 0.95, 1);
        Assert.InRange(TrainingScore.Of(student, held).Accuracy, 0.95, 1);
    }

    [TorchFact]
    public void TheLossIsTheOneOfThePaper()
    {
        // One example, two classes: logits 1, 0 against the teacher's 0, 2 at temperature 2; the label is class 0 with weight 1/4.
        using var teacher = Twin.Of(Logits(0, 2));
        using var student = Twin.Of(Logits(1, 0));
        var run = new TrainingRun(student, new TrainingOptions(), TwoMoons.Data(1, 1), TrainingLoss.ScoresOf(student.Graph), 1);
        var step = new TrainingStep(run, 0, [0], [zeros(1, 1, 2)], zeros(1, dtype: ScalarType.Int64), student.Run(zeros(1, 1, 2)));
        var method = new LogitDistillation([teacher], temperature: 2, weight: 0.75);
        var loss = method.Loss(step, TrainingLoss.Of(step)).item<float>();

        var (p, q) = (1 / (1 + Math.Exp(-1)), 1 / (1 + Math.Exp(0.5))); // second class: teacher's, student's, softened
        var distance = (p * Math.Log(p / q)) + ((1 - p) * Math.Log((1 - p) / (1 - q)));
        var label = Math.Log(1 + Math.Exp(-1));
        Assert.Equal((0.75 * 4 * distance) + (0.25 * label), loss, 1e-5);
    }

    [TorchTheory]
    [InlineData(0, 2, 0)]
    [InlineData(1, 0, 2)]
    [InlineData(-1, 0, 2)]
    public void ACorrectedTeacherIsRightAboutEveryLabel(int label, float first, float second)
    {
        using var wrong = Twin.Of(Logits(0, 2));
        using var right = Twin.Of(Logits(first, second));
        using var student = Twin.Of(Logits(1, 0));
        var run = new TrainingRun(student, new TrainingOptions(), TwoMoons.Data(1, 1), TrainingLoss.ScoresOf(student.Graph), 1);
        var step = new TrainingStep(run, 0, [0], [zeros(1, 1, 2)], full(1, label, dtype: ScalarType.Int64), student.Run(zeros(1, 1, 2)));
        var expected = new LogitDistillation([right], temperature: 2, weight: 1).Loss(step, zeros(1)).item<float>();
        Assert.Equal(expected, new LogitDistillation([wrong], temperature: 2, weight: 1, isCorrected: true).Loss(step, zeros(1)).item<float>());
    }

    [TorchFact]
    public void FeaturesComeNearer()
    {
        var (large, small) = (NetZoo.Create("resnet-8", new Shape(1, 8, 8, 1), 3, 1, 0.5), NetZoo.Create("resnet-8", new Shape(1, 8, 8, 1), 3, 2, 0.25));
        using var teacher = Twin.Of(large.Graph);
        teacher.eval();
        var random = new SplitMix(4);
        var data = new TrainingData([new Shape(1, 8, 8, 1)], [[.. Enumerable.Range(0, 16 * 64).Select(_ => (float)random.Normal())]],
            [.. Enumerable.Repeat(-1, 16)], [], [.. Enumerable.Range(0, 16)], [.. Enumerable.Range(0, 16).Select(i => $"{i}")]);
        foreach (var method in (ITrainingMethod[])[new HintDistillation(teacher, 1), new AttentionDistillation(teacher, 1)])
        {
            using var student = Twin.Of(small.Graph);
            var losses = new List<double>();
            Trainer.Run(student, data, null, new TrainingOptions { Epochs = 30, Batch = 16, LearningRate = 0.01 }, [method], p => losses.Add(p.Loss));
            Assert.True(losses[^1] < 0.7 * losses[0], $"{method.GetType().Name}: {losses[0]} to {losses[^1]}");
        }
    }

    [Fact]
    public void AStudentIsDerivedFromItsTeacher()
    {
        var teacher = NetZoo.Create("ds-cnn", new Shape(1, 20, 10, 1), 6, 1).Graph;
        long Macs(Graph graph) => GraphSize.Macs(graph);
        var (before, nodes) = (Macs(teacher), teacher.Nodes.Count);
        var (thin, shallow) = (DerivedStudent.Of(teacher, 0.5, 0), DerivedStudent.Of(teacher, 1, 2));
        Assert.InRange((double)Macs(thin) / before, 0.2, 0.5);
        Assert.InRange(shallow.Nodes.Count, nodes - 4, nodes - 2);
        Assert.True(Macs(shallow) < before);
        Assert.Equal((before, nodes), (Macs(teacher), teacher.Nodes.Count));
        Assert.Throws<RecipeException>(() => DerivedStudent.Of(teacher, 1, 40));

        // A residual block leaves as a whole.
        var residual = NetZoo.Create("resnet-8", new Shape(1, 8, 8, 1), 3, 1, 0.5, depth: 1).Graph;
        var without = DerivedStudent.Of(residual, 1, 1);
        Assert.Equal(residual.Nodes.Count(n => n.OpCode == OpCode.Add) - 1, without.Nodes.Count(n => n.OpCode == OpCode.Add));
        Assert.Equal(residual.Nodes.Count(n => n.OpCode == OpCode.Conv2D) - 2, without.Nodes.Count(n => n.OpCode == OpCode.Conv2D));
        without.Nodes.ForEach(n => n.CheckLaw());
    }

    /// <summary>A net whose logits do not depend on its input.</summary>
    private static Graph Logits(float first, float second)
    {
        var graph = new Graph();
        var (input, logits, scores) = (Computed("input"), Computed("logits"), Computed("scores"));
        graph.Inputs.Add(input);
        graph.Nodes.Add(Node.Of("logits", new FullyConnected(),
            [input, Value.Of<float>("w", new Shape(2, 2), new float[4]), Value.Of<float>("b", new Shape(2), [first, second])], [logits]));
        graph.Nodes.Add(Node.Of("scores", new Softmax { Beta = 1 }, [logits], [scores]));
        graph.Outputs.Add(scores);
        return graph;

        static Value Computed(string name) => new() { Name = name, Type = ElementType.Float32, Shape = new Shape(1, 2) };
    }
}
