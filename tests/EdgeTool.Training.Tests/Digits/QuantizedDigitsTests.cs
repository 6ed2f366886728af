using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training.Tests;

/// <summary>The LeNets of LeCun et al. 1998, trained here on 60,000 digits and quantized as <c>pack --calibration</c> does it.</summary>
[Trait("Category", "Slow")]
public class QuantizedDigitsTests
{
    /// <summary>Error of int8 over float, as a share of the test images: 0.05 points.</summary>
    private const double MostLoss = 0.0005;

    private static readonly QuantizerOptions Default = new() { AdaRound = true, BiasCorrect = true, WideHead = true };

    [SharedTorchFact]
    public void LeNet300100LosesNothing() => LosesNothing(Trained("lenet-300-100", new Shape(1, 784)), floatAtLeast: 0.97);

    [SharedTorchFact]
    public void LeNet5LosesNothing() => LosesNothing(Trained("lenet-5", new Shape(1, 28, 28, 1)), floatAtLeast: 0.98);

    private static Graph Trained(string name, Shape input)
    {
        var data = MnistData.Train(60_000);
        using var twin = Twin.Of(NetZoo.Create(name, input, 10, 1).Graph);
        var training = new TrainingData([input], [[.. data.Images.SelectMany(x => x)]], data.Labels, [], new int[data.Labels.Length], [.. data.Labels.Select((_, i) => $"{i}")]);
        Trainer.Run(twin, training, null, new TrainingOptions { Epochs = 3, Batch = 64 });
        return twin.Export();
    }

    private static void LosesNothing(Graph graph, double floatAtLeast)
    {
        var test = MnistData.Test();
        var meter = new DamageMeter(graph, test.Samples(test.Images.Length));
        var damage = meter.Measure(Quantizer.Plan(graph, MnistData.Train(256).Samples(256), Default));
        Assert.True(meter.Reference.Top1 >= floatAtLeast && damage.Drop(meter.Reference) <= MostLoss, $"float {meter.Reference.Top1}, int8 {damage}");
    }
}
