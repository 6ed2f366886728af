using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class BinarizationTests
{
    [TorchFact]
    public void ABinaryNetLearnsAndRunsOnPackedSigns()
    {
        var graph = DenseNet.Of(3, 2, 48, 48, 2);
        var method = Binarization.Of(graph);
        Assert.Equal(graph.Nodes[1], Assert.Single(method.Layers));
        using var twin = Twin.Of(graph, method.Normalized);
        var held = TwoMoons.Data(400, 8);
        Trainer.Run(twin, TwoMoons.Data(600, 5), null, new TrainingOptions { Epochs = 20, Batch = 20, LearningRate = 0.01 }, [method]);
        twin.Hooks.Add(method);
        twin.eval();
        var learned = TrainingScore.Of(twin, held).Accuracy;
        var predicted = Enumerable.Range(0, held.Count).Select(e => Class(Scores(twin, held.Example(0, e)))).ToArray();
        twin.Hooks.Clear();
        Assert.InRange(learned, 0.93, 1);

        var compiled = ModelCompiler.Compile(method.Export(twin), new CompileOptions { SelfTestCases = 0 });
        Assert.Contains(compiled.Graph.Nodes, n => n.OpCode == OpCode.BinaryFullyConnected);
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var same = 0;
        for (var e = 0; e < held.Count; e++)
        {
            held.Example(0, e).CopyTo(interpreter.Input<float>(0));
            interpreter.Run();
            same += Class(interpreter.Output<float>(0).ToArray()) == predicted[e] ? 1 : 0;
        }

        // Sums of real numbers in another order may turn a sign in a thousand.
        Assert.InRange(same, held.Count - 1, held.Count);
    }

    [TorchFact]
    public void GradientsPassSignsBetweenMinusOneAndOne()
    {
        using var x = tensor([-2f, -0.5f, 0f, 0.5f, 2f], requires_grad: true);
        using var signs = StraightThroughSign.Of(x);
        Assert.Equal([-1f, -1, 1, 1, 1], TwinTensors.Floats(signs));
        signs.sum().backward();
        Assert.Equal([0f, 1, 1, 1, 0], TwinTensors.Floats(x.grad!));
    }

    [Fact]
    public void TwoLayersHaveNothingBetweenThem() => Assert.Throws<ImportException>(() => Binarization.Of(DenseNet.Of(1, 4, 4, 2)));

    private static float[] Scores(Twin twin, ReadOnlySpan<float> example)
    {
        using var frozen = no_grad();
        return TwinTensors.Floats(twin.forward([tensor(example.ToArray(), [1, 1, 2])])[0]);
    }

    private static int Class(float[] scores) => scores[1] > scores[0] ? 1 : 0;
}
