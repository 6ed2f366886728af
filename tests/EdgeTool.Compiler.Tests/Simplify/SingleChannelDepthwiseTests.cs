using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class SingleChannelDepthwiseTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_depthwise_convolution_of_one_channel_is_a_convolution_with_the_same_bytes(bool perChannel)
    {
        var random = new Random(5);
        var weights = Of("w", ElementType.Int8, new Shape(1, 3, 4, 8), 0.01f, 0);
        weights.Constant = Bytes(random, weights.Shape.ElementCount);
        if (perChannel)
        {
            (weights.Scales, weights.ChannelAxis) = ([.. Enumerable.Range(1, 8).Select(i => 0.004f * i)], 3);
        }

        var bias = Value.Of<int>("b", new Shape(8), [5, -900, 17, 0, 2000, -1, 300, 44]);
        var graph = Depthwise(Of("x", ElementType.Int8, new Shape(2, 9, 7, 1), 0.5f, 3), weights, bias, Of("y", ElementType.Int8, new Shape(2, 5, 4, 8), 2f, -120));
        var x = Bytes(random, 2 * 9 * 7);
        var expected = NodeEvaluator.Compute(graph.Nodes[0], [x, weights.Constant, bias.Constant])[0];

        GraphSimplifier.Simplify(graph);

        var node = Assert.Single(graph.Nodes);
        Assert.Equal((OpCode.Conv2D, new Shape(8, 3, 4, 1)), (node.OpCode, node.Inputs[1]!.Shape));
        Assert.Equal(expected, NodeEvaluator.Compute(node, [x, node.Inputs[1]!.Constant, bias.Constant])[0]);
        Assert.True(expected.Distinct().Count() > 20);
    }

    [Fact]
    public void Under_int16_activations_it_stays()
    {
        var weights = Of("w", ElementType.Int8, new Shape(1, 3, 4, 8), 0.01f, 0);
        weights.Constant = new byte[96];
        var (x, y) = (Of("x", ElementType.Int16, new Shape(2, 9, 7, 1), 0.5f, 0), Of("y", ElementType.Int16, new Shape(2, 5, 4, 8), 0.7f, 0));
        var graph = Depthwise(x, weights, Value.Of<int>("b", new Shape(8), new int[8]), y);

        GraphSimplifier.Simplify(graph);

        Assert.Equal(OpCode.DepthwiseConv2D, Assert.Single(graph.Nodes).OpCode);
    }

    private static Graph Depthwise(Value x, Value weights, Value bias, Value y)
    {
        var record = new DepthwiseConv2D
        {
            StrideH = 2,
            StrideW = 2,
            DilationH = 1,
            DilationW = 1,
            PadTop = 1,
            PadLeft = 2,
            DepthMultiplier = 8,
            Activation = Activation.Relu,
        };
        var graph = new Graph();
        graph.Inputs.Add(x);
        graph.Nodes.Add(Node.Of("dw", record, [x, weights, bias], [y], 0));
        graph.Nodes[0].CheckLaw();
        graph.Outputs.Add(y);
        return graph;
    }

    private static Value Of(string name, ElementType type, Shape shape, float scale, int zeroPoint) =>
        new() { Name = name, Type = type, Shape = shape, Scales = [scale], ZeroPoint = zeroPoint };

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
