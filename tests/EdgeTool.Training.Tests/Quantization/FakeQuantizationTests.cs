using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class FakeQuantizationTests
{
    /// <summary>The simulation in torch against the packed model in the interpreter, whatever the learned steps are.</summary>
    [TorchTheory]
    [InlineData(8, ElementType.Int8)]
    [InlineData(4, ElementType.Int8)]
    [InlineData(2, ElementType.Int8)]
    [InlineData(8, ElementType.Int16)]
    public void TheSimulatedNumbersAreThePackedModels(int weightBits, ElementType activations)
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var graph = SmallConvolutionNet.Of(seed);
            var random = new Random(seed);
            var examples = Enumerable.Range(0, 20).Select(_ => Enumerable.Range(0, 128).Select(_ => (random.NextSingle() * 3) - 1).ToArray()).ToArray();
            var plan = Plan(graph, examples, activations);
            using var twin = Twin.Of(graph);
            twin.eval();
            var method = new FakeQuantization(plan, weightBits);
            method.Attach(twin);
            using (no_grad())
            {
                foreach (var parameter in method.Parameters)
                {
                    parameter.add_(tensor(Enumerable.Range(0, (int)parameter.numel()).Select(_ => (random.NextSingle() - 0.5f) * 0.4f).ToArray()).reshape(parameter.shape));
                }
            }

            using var interpreter = Interpreter.Load(ModelFile.FromBytes(ModelCompiler.Compile(GraphQuantizer.Quantize(method.Learned()).Graph, new CompileOptions { SelfTestCases = 0 }).Bytes));
            var distinct = new HashSet<float>();
            foreach (var example in examples)
            {
                using var frozen = no_grad();
                var simulated = TwinTensors.Floats(twin.forward([tensor(example, [1, 1, 8, 8, 2])])[0].to(ScalarType.Float32));
                MemoryMarshal.AsBytes(example.AsSpan()).CopyTo(interpreter.InputBytes(0));
                interpreter.Run();
                Assert.Equal(MemoryMarshal.Cast<byte, float>(interpreter.OutputBytes(0)).ToArray(), simulated);
                distinct.UnionWith(simulated);
            }

            Assert.True(distinct.Count > 20);
        }
    }

    /// <summary>Residual sums, means and softmax, which are no sums of products.</summary>
    [TorchTheory]
    [InlineData("resnet-8", ElementType.Int8)]
    [InlineData("ds-cnn", ElementType.Int8)]
    [InlineData("ds-cnn", ElementType.Int16)]
    public void OtherOperatorsAreSimulatedToTheBitToo(string net, ElementType activations)
    {
        var graph = NetZoo.Create(net, new Shape(1, 12, 10, 1), 3, 5, 0.25).Graph;
        var random = new Random(9);
        var values = Enumerable.Range(0, 30 * 120).Select(_ => (random.NextSingle() * 3) - 1).ToArray();
        var data = new TrainingData([new Shape(1, 12, 10, 1)], [values], new int[30], [], new int[30], [.. Enumerable.Range(0, 30).Select(i => $"{i}")]);
        var plan = Plan(graph, [.. Enumerable.Range(0, 30).Select(e => data.Example(0, e).ToArray())], activations);
        using var twin = Twin.Of(plan.Source);
        var method = new FakeQuantization(plan, 8);
        method.Attach(twin);
        twin.eval();
        Assert.Equal(0, PackedAnswers.CountDiffering(twin, GraphQuantizer.Quantize(method.Learned()).Graph, data));
        Assert.Empty(method.Followed);
    }

    [TorchFact]
    public void TwoBitsLearnWhatRoundingAfterwardsLoses()
    {
        var graph = TwoMoons.Net(3);
        using var twin = Twin.Of(graph);
        var (training, held) = (TwoMoons.Data(600, 5), TwoMoons.Data(400, 8));
        Trainer.Run(twin, training, null, Options);
        var real = TrainingScore.Of(twin, held).Accuracy;
        twin.WriteBack();

        var method = new FakeQuantization(Plan(graph, [.. Enumerable.Range(0, 200).Select(e => training.Example(0, e).ToArray())], ElementType.Int8), 2);
        method.Attach(twin);
        var rounded = TrainingScore.Of(twin, held).Accuracy;
        twin.Hooks.Clear();
        Trainer.Run(twin, training, null, Options, [method]);
        method.Attach(twin);
        var learned = TrainingScore.Of(twin, held).Accuracy;

        Assert.True(learned > rounded && learned > real - 0.03, $"float {real}, rounded {rounded}, learned {learned}");
    }

    private static TrainingOptions Options => new() { Epochs = 12, Batch = 20, LearningRate = 0.02, Schedule = RateSchedule.Linear };

    private static QuantizationPlan Plan(Graph graph, float[][] examples, ElementType activations)
    {
        var samples = InputSamples.Of(examples.Select(e => MemoryMarshal.AsBytes(e.AsSpan()).ToArray()));
        return Quantizer.Plan(graph, samples, new QuantizerOptions { Method = CalibrationMethod.MinMax, Activations = activations, SplitWeights = WeightSplitExtent.None });
    }
}
