using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Compiler.Tests.Quantization;

namespace EdgeTool.Compiler.Tests.Pruning;

public class WeightRefitTests
{
    /// <summary>Channels that repeat others in proportion carry nothing new: solved anew, what is left computes the same.</summary>
    [Fact]
    public void RepeatedChannelsLeaveWithoutATrace()
    {
        var graph = WithTwins(out var samples);
        var pruner = new ChannelPruner(graph, WeightNorm.L2);
        int[] kept = [6];
        var bare = GraphOutputs.Difference(graph, pruner.With(kept));
        var refitted = GraphOutputs.Difference(graph, pruner.Refitted(kept, samples));
        Assert.True(bare > 0.01 && refitted < 2e-3, $"{bare}, solved anew {refitted}");
    }

    /// <summary>On examples that it was not fitted to, too, solving anew never makes a random net's answers worse in the mean.</summary>
    [Fact]
    public void AnswersComeNearerToTheWholeModel()
    {
        var (before, after) = (0.0, 0.0);
        for (var seed = 0; seed < 8; seed++)
        {
            var graph = FloatNets.Small(seed);
            var (fitting, judging) = (FloatNets.Inputs(graph, 60, seed), new DamageMeter(graph, FloatNets.Inputs(graph, 60, seed + 100)));
            var pruner = new ChannelPruner(graph, ActivationEnergy.Measure(graph, fitting));
            var kept = pruner.KeptAtShare(0.34, multiple: 1);
            before += judging.Measure(pruner.With(kept)).SqnrDb;
            after += judging.Measure(pruner.Refitted(kept, fitting)).SqnrDb;
        }

        Assert.True(after > before + 8, $"{before / 8} dB, solved anew {after / 8} dB");
    }

    /// <summary>relu(W x) with 12 units of which the last six are multiples of the first, then a dense layer.</summary>
    private static Graph WithTwins(out InputSamples samples)
    {
        const int Units = 12, Features = 5;
        var random = new Random(8);
        var (weights, scores) = (new float[Units * Features], new float[3 * Units]);
        for (var i = 0; i < weights.Length; i++)
        {
            weights[i] = i < weights.Length / 2 ? (2 * random.NextSingle()) - 1 : 0.5f * weights[i - (weights.Length / 2)];
        }

        foreach (ref var s in scores.AsSpan())
        {
            s = (2 * random.NextSingle()) - 1;
        }

        var (x, hidden, y) = (FloatNets.Value("x", 1, Features), FloatNets.Value("hidden", 1, Units), FloatNets.Value("y", 1, 3));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("hidden", new FullyConnected { Activation = Activation.Relu }, [x, Value.Of<float>("w", new Shape(Units, Features), weights)], [hidden]));
        graph.Nodes.Add(Node.Of("y", default(FullyConnected), [hidden, Value.Of<float>("s", new Shape(3, Units), scores)], [y]));
        samples = FloatNets.Inputs(graph, 200, 3);
        return graph;
    }
}
