using static TorchSharp.torch;

namespace EdgeTool.Training.Tests;

public class TwinNormalizationTests
{
    [TorchFact]
    public void TrainedNormalizationIsFoldedIntoWeightsAndBiases()
    {
        var graph = TwoMoons.Net(3);
        using var twin = Twin.Of(graph, [graph.Nodes[0]]);
        Trainer.Run(twin, TwoMoons.Data(200, 5), null, new TrainingOptions { Epochs = 3, Batch = 20, LearningRate = 0.02 });
        var normalization = twin.Normalizations[graph.Nodes[0]];
        Assert.NotEqual(0, normalization.Mean.abs().max().item<float>());
        Assert.NotEqual(1, normalization.Variance[0].item<float>());
        Assert.InRange(TwinAgreement.Difference(twin, new SplitMix(1)), 0, 1e-5);
        Assert.Throws<InvalidOperationException>(twin.WriteBack);
    }

    [TorchFact]
    public void WrittenBackWeightsAreTheGraphsOwn()
    {
        var graph = TwoMoons.Net(3);
        using var twin = Twin.Of(graph);
        using (no_grad())
        {
            twin.Parameters[graph.Nodes[0].Inputs[1]!].mul_(2);
        }

        var before = graph.Nodes[0].Inputs[1]!.ConstantAs<float>().ToArray();
        twin.WriteBack();
        Assert.Equal(before.Select(w => 2 * w), graph.Nodes[0].Inputs[1]!.ConstantAs<float>().ToArray());
    }
}
