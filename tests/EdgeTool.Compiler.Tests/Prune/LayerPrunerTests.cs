using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Compiler.Tests.Quantization;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>Whole layers and blocks.</summary>
public class LayerPrunerTests
{
    /// <summary>Of two residual blocks the one that adds nothing leaves, and the model's answers with it are the same.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void TheBlockThatAddsNothingLeavesFirst(int idle)
    {
        var graph = Residual(idle);
        var samples = FloatNets.Inputs(graph, 20, 4);
        var (pruned, removed) = LayerPruner.Prune(graph, 1, new DamageMeter(graph, samples));
        Assert.Equal($"sum{idle}", Assert.Single(removed).Name);
        Assert.Equal(1, removed[0].Damage.Agreement);
        Assert.True(GraphOutputs.Difference(graph, pruned) < 1e-6);
        Assert.DoesNotContain(pruned.Nodes, n => n.Name == $"block{idle}");
        Assert.True(GraphSize.Macs(pruned) < GraphSize.Macs(graph));
    }

    [Fact]
    public void RandomNetsLoseEveryLayerThatCanLeave()
    {
        var candidates = 0;
        for (var seed = 0; seed < 100; seed++)
        {
            var graph = RandomNets.Of(seed);
            foreach (var layer in RemovableLayer.Of(graph))
            {
                Assert.All(GraphOutputs.Of(LayerPruner.Without(graph, layer)), o => Assert.All(o, v => Assert.True(float.IsFinite(v))));
                candidates++;
            }
        }

        Assert.True(candidates > 100, $"{candidates}");
    }

    private static Graph Residual(int idle)
    {
        var random = new Random(9);
        var x = FloatNets.Value("x", 1, 4, 4, 3);
        var graph = new Graph { Inputs = { x } };
        var value = Convolution("first", x, 6, 1);
        for (var block = 0; block < 2; block++)
        {
            var branch = Convolution($"block{block}", value, 6, block == idle ? 0 : 1);
            var sum = FloatNets.Value($"sum{block}", 1, 4, 4, 6);
            graph.Nodes.Add(Node.Of($"sum{block}", new Add { Activation = Activation.Relu }, [value, branch], [sum]));
            value = sum;
        }

        graph.Outputs.Add(Convolution("last", value, 2, 1));
        return graph;

        Value Convolution(string name, Value input, int outC, float size)
        {
            var weights = new float[outC * input.Shape[3]];
            foreach (ref var w in weights.AsSpan())
            {
                w = size * ((2 * random.NextSingle()) - 1);
            }

            var output = FloatNets.Value(name, 1, 4, 4, outC);
            graph.Nodes.Add(Node.Of(
                name, new Conv2D { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1, Activation = name == "first" ? Activation.Relu : Activation.None },
                [input, Value.Of<float>($"{name}/w", new Shape(outC, 1, 1, input.Shape[3]), weights)], [output]));
            return output;
        }
    }
}
