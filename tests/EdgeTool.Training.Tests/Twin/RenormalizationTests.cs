using EdgeRuntime.Model;
using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class RenormalizationTests
{
    private static readonly Shape Input = new(1, 16, 12, 1);

    [TorchFact]
    public void TheNetComputesWhatItDidAndLearnsOn()
    {
        var net = NetZoo.Create("ds-cnn", Input, outputs: 3, seed: 5, width: 0.25);
        using var fresh = Twin.Of(net.Graph, net.Normalized);
        var graph = fresh.Export();
        var data = Bars(60);
        using var plain = Twin.Of(graph);
        using var twin = Renormalization.TwinOf(graph, data, seed: 2);
        Assert.Equal(9, twin.Normalizations.Count);
        twin.eval();
        Assert.InRange(Difference(plain, twin, data), 0, 1e-4);

        // Its own batches are those that it was measured on, so that training starts where it was as well.
        twin.train();
        Assert.InRange(Difference(plain, twin, data), 0, 1e-3);
        var before = TrainingScore.Of(twin, data);
        Trainer.Run(twin, data, null, new TrainingOptions { Epochs = 20, Batch = 20, LearningRate = 0.01 });
        Assert.True(TrainingScore.Of(twin, data).Loss < before.Loss / 4, $"{before} to {TrainingScore.Of(twin, data)}");
        Assert.Equal(graph.Nodes.Count, twin.Export().Nodes.Count);
        Assert.InRange(TwinAgreement.Difference(twin, new SplitMix(1)), 0, 1e-5);
    }

    /// <summary>Bars at one of three heights, in noise.</summary>
    private static TrainingData Bars(int count)
    {
        var (random, length) = (new SplitMix(7), Input.ElementCount);
        var (values, labels) = (new float[count * length], new int[count]);
        for (var i = 0; i < values.Length; i++)
        {
            var (example, row) = (i / length, i % length / 12);
            labels[example] = example % 3;
            values[i] = (float)(random.Normal() * 0.3) + (row / 5 == labels[example] ? 1 : 0);
        }

        return new TrainingData([Input], [values], labels, [], [.. Enumerable.Range(0, count)], [.. labels.Select(l => $"bar {l}")]);
    }

    private static float Difference(Twin first, Twin second, TrainingData data)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var inputs = data.Batch([.. Enumerable.Range(0, data.Count)]);
        return (first.forward(inputs)[0] - second.forward(inputs)[0]).abs().max().item<float>();
    }
}
