using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using Xunit.Abstractions;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

/// <summary>What few bits cost on handwritten digits once they are trained.</summary>
[Trait("Category", "Slow")]
public class DigitsTests(ITestOutputHelper output)
{
    private static readonly Lazy<(TrainingData Training, TrainingData Test)> Data = new(() => (Of(MnistData.Train(60_000)), Of(MnistData.Test())));

    /// <summary>Trained once, for all widths.</summary>
    private static readonly Lazy<(Graph Graph, double Accuracy)> Real = new(() =>
    {
        var graph = DenseNet.Of(1, 784, 300, 100, 10);
        using var twin = Twin.Of(graph);
        Trainer.Run(twin, Data.Value.Training, null, new TrainingOptions { Epochs = 10, Batch = 100 });
        twin.WriteBack();
        return (graph, TrainingScore.Of(twin, Data.Value.Test).Accuracy);
    });

    [SharedTorchTheory]
    [InlineData(8, 0.1)]
    [InlineData(4, 0.2)]
    [InlineData(2, 1.0)]
    public void EveryAnswerOfThePackedModelIsTheSimulatedOne(int weightBits, double largestLoss)
    {
        var (training, test) = Data.Value;
        var graph = GraphCopy.Of(Real.Value.Graph);
        var plan = Quantizer.Plan(graph, MnistData.Train(500).Samples(500), new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var method = new FakeQuantization(plan, weightBits);
        using var twin = Twin.Of(graph);
        Trainer.Run(twin, training, null, new TrainingOptions { Epochs = weightBits == 2 ? 8 : 4, Batch = 100, LearningRate = 5e-4 }, [method]);
        twin.WriteBack();
        method.Attach(twin);
        var simulated = Classes(twin, test);

        var compiled = ModelCompiler.Compile(GraphQuantizer.Quantize(method.Learned()).Graph, new CompileOptions { SelfTestCases = 1 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var packed = Classes(interpreter, test);
        Assert.Equal(simulated, packed);
        var accuracy = packed.Where((c, e) => c == test.Labels[e]).Count() / (double)test.Count;
        output.WriteLine($"{weightBits} bits: {accuracy:P2}, float {Real.Value.Accuracy:P2}, file {compiled.Bytes.Length} bytes");
        Assert.True(100 * (Real.Value.Accuracy - accuracy) <= largestLoss, $"{accuracy:P2}, float {Real.Value.Accuracy:P2}");
    }

    [SharedTorchFact]
    public void ABinaryNetReadsDigits()
    {
        var (training, test) = Data.Value;
        var graph = DenseNet.Of(1, 784, 512, 512, 10);
        var method = Binarization.Of(graph);
        using var twin = Twin.Of(graph, method.Normalized);
        Trainer.Run(twin, training, null, new TrainingOptions { Epochs = 12, Batch = 100, LearningRate = 2e-3 }, [method]);
        var exported = method.Export(twin);
        var compiled = ModelCompiler.Compile(exported, new CompileOptions { SelfTestCases = 1 });
        Assert.Contains(compiled.Graph.Nodes, n => n.OpCode == OpCode.BinaryFullyConnected);
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var packed = Classes(interpreter, test);
        var error = packed.Where((c, e) => c != test.Labels[e]).Count() / (double)test.Count;
        output.WriteLine($"binary: error {error:P2}, file {compiled.Bytes.Length} bytes");
        Assert.InRange(error, 0, 0.021);
    }

    private static int[] Classes(Twin twin, TrainingData data)
    {
        twin.eval();
        var classes = new List<int>();
        foreach (var examples in Enumerable.Range(0, data.Count).Chunk(250))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var scores = TwinTensors.Floats(twin.forward(data.Batch(examples))[0]);
            classes.AddRange(scores.Chunk(10).Select(s => Array.IndexOf(s, s.Max())));
        }

        return [.. classes];
    }

    private static int[] Classes(Interpreter interpreter, TrainingData data) => [.. Enumerable.Range(0, data.Count).Select(e =>
    {
        data.Example(0, e).CopyTo(interpreter.Input<float>(0));
        interpreter.Run();
        var scores = interpreter.Output<float>(0).ToArray();
        return Array.IndexOf(scores, scores.Max());
    })];

    private static TrainingData Of(MnistData data) => new(
        [new Shape(1, 784)], [[.. data.Images.SelectMany(i => i)]], data.Labels, [], [.. Enumerable.Range(0, data.Labels.Length)],
        [.. Enumerable.Range(0, data.Labels.Length).Select(i => $"{i}")]);
}
