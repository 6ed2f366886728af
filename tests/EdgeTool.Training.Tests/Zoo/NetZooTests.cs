using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;

namespace EdgeTool.Training.Tests;

public class NetZooTests
{
    public static TheoryData<string, int[], int> Nets => new()
    {
        { "lenet-300-100", [1, 28, 28, 1], 10 },
        { "lenet-5", [1, 28, 28], 10 },
        { "ds-cnn", [1, 49, 10, 1], 12 },
        { "mobilenet", [1, 32, 32, 3], 10 },
        { "resnet-8", [1, 32, 32, 3], 10 },
        { "imu-cnn", [1, 64, 6], 5 },
        { "autoencoder", [1, 640], 1 },
        { "gru", [1, 50, 6], 4 },
    };

    [Fact]
    public void EveryNetIsTested() => Assert.Equal(NetZoo.Names.Order(), Nets.Select(n => (string)n[0]).Order());

    [TorchTheory]
    [MemberData(nameof(Nets))]
    public void ANetTrainsAndItsExportAgreesWithTheInterpreter(string name, int[] input, int outputs)
    {
        var net = NetZoo.Create(name, new Shape(input), outputs, seed: 1, width: 0.5, depth: -1);
        using var twin = Twin.Of(net.Graph, net.Normalized);
        var random = new SplitMix(3);
        var length = new Shape(input).ElementCount;
        var values = Enumerable.Range(0, 8 * length).Select(_ => (float)random.Uniform(-1, 1)).ToArray();
        var data = new TrainingData([new Shape(input)], [values], [.. Enumerable.Range(0, 8).Select(i => i % Math.Min(4, outputs))], [], [.. Enumerable.Range(0, 8)], [.. Enumerable.Range(0, 8).Select(i => $"{i}")]);
        var task = name == "autoencoder" ? TrainingTask.Reconstruct : TrainingTask.Classify;
        var before = TrainingScore.Of(twin, data, task);
        Trainer.Run(twin, data, null, new TrainingOptions { Epochs = 4, Batch = 8, Task = task });
        Assert.NotEqual(before.Loss, TrainingScore.Of(twin, data, task).Loss);
        Assert.InRange(TwinAgreement.Difference(twin, new SplitMix(2)), 0, 1e-5);
    }

    [Fact]
    public void TheLeNetsHaveTheWeightsOfTheirPapers()
    {
        Assert.Equal(266_610 * 4, GraphSize.WeightBytes(NetZoo.Create("lenet-300-100", new Shape(1, 28, 28), 10, 1).Graph));
        Assert.Equal(431_080 * 4, GraphSize.WeightBytes(NetZoo.Create("lenet-5", new Shape(1, 28, 28), 10, 1).Graph));
    }

    [Fact]
    public void WidthAndDepthChangeTheNet()
    {
        long Macs(double width, int depth) => GraphSize.Macs(NetZoo.Create("ds-cnn", new Shape(1, 49, 10, 1), 12, 1, width, depth).Graph);
        Assert.InRange((double)Macs(0.5, 0) / Macs(1, 0), 0.2, 0.5);
        Assert.True(Macs(1, -1) < Macs(1, 0) && Macs(1, 0) < Macs(1, 1));
    }

    [Fact]
    public void AnInputThatANetCannotTakeIsRefused()
    {
        Assert.Contains("lenet-5", Assert.Throws<RecipeException>(() => NetZoo.Create("lenet-5", new Shape(1, 4, 4), 10, 1)).Message, StringComparison.Ordinal);
        Assert.Contains("resnet-8", Assert.Throws<RecipeException>(() => NetZoo.Create("resnet", new Shape(1, 4, 4), 10, 1)).Message, StringComparison.Ordinal);
    }
}
