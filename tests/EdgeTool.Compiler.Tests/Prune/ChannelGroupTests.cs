using EdgeRuntime.Model;
using EdgeTool.Compiler.Pruning;
using EdgeTool.Compiler.Tests.Quantization;

namespace EdgeTool.Compiler.Tests.Pruning;

/// <summary>Which channels go together, in nets where a person can tell.</summary>
public class ChannelGroupTests
{
    /// <summary>conv a (4) is read by depthwise b; conv c (6) is joined with its own tanh, so that dense reads each of its channels twice.</summary>
    [Fact]
    public void DepthwiseAndConcatenationFollowTheirSources()
    {
        var groups = ChannelGroups.Of(FloatNets.Small(1));
        Assert.Equal(["a + b", "c"], groups.Select(g => g.Name));
        Assert.Equal([4, 6], groups.Select(g => g.Channels.Count));
        var dense = groups[1].Channels[2].Lanes.Where(lane => lane.Axis.Value.Name == "dense/w").Select(lane => lane.Index);
        Assert.Equal([2, 8], dense);
    }

    /// <summary>Two convolutions that are added lose the same channels; the sum that is an output loses none.</summary>
    [Fact]
    public void SumsTieTheirTerms()
    {
        var (x, a, b, sum, y) = (V("x", 1, 2, 2, 3), V("a", 1, 2, 2, 5), V("b", 1, 2, 2, 5), V("sum", 1, 2, 2, 5), V("y", 1, 2, 2, 2));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("a", One(), [x, W(5, 1, 1, 3)], [a]));
        graph.Nodes.Add(Node.Of("b", One(), [x, W(5, 1, 1, 3)], [b]));
        graph.Nodes.Add(Node.Of("sum", default(Add), [a, b], [sum]));
        graph.Nodes.Add(Node.Of("y", One(), [sum, W(2, 1, 1, 5)], [y]));
        var group = Assert.Single(ChannelGroups.Of(graph));
        Assert.Equal("a + b", group.Name);
        graph.Outputs.Add(sum);
        Assert.Empty(ChannelGroups.Of(graph));
    }

    /// <summary>Softmax over channels compares them, an unknown operator might: their channels stay.</summary>
    [Fact]
    public void WhatIsComparedStays()
    {
        var (x, a, s, y) = (V("x", 1, 2, 2, 3), V("a", 1, 2, 2, 5), V("s", 1, 2, 2, 5), V("y", 1, 2, 2, 2));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("a", One(), [x, W(5, 1, 1, 3)], [a]));
        graph.Nodes.Add(Node.Of("s", new Softmax { Beta = 1 }, [a], [s]));
        graph.Nodes.Add(Node.Of("y", One(), [s, W(2, 1, 1, 5)], [y]));
        Assert.Empty(ChannelGroups.Of(graph));
    }

    /// <summary>(1, 2, 2, 5) seen as 20: one channel is 4 columns of the dense layer.</summary>
    [Fact]
    public void FlattenedChannelsAreSeveralColumns()
    {
        var (x, a, y) = (V("x", 1, 2, 2, 3), V("a", 1, 2, 2, 5), V("y", 1, 2));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("a", One(), [x, W(5, 1, 1, 3)], [a]));
        graph.Nodes.Add(Node.Of("y", default(FullyConnected), [a, W(2, 20)], [y]));
        var group = Assert.Single(ChannelGroups.Of(graph));
        var columns = group.Channels[3].Lanes.Where(lane => lane.Axis.Value == graph.Nodes[1].Inputs[1]).Select(lane => lane.Index);
        Assert.Equal([3, 8, 13, 18], columns);
    }

    /// <summary>4 groups of 6 channels lose the same place in each; 6 groups of 2 leave as a whole.</summary>
    [Theory]
    [InlineData(4, 6, 6, 4)]
    [InlineData(6, 2, 6, 2)]
    public void GroupsStayEqual(int groups, int width, int channels, int lanes)
    {
        var c = groups * width;
        var (x, a, b, y) = (V("x", 1, 2, 2, 3), V("a", 1, 2, 2, c), V("b", 1, 2, 2, c), V("y", 1, 2, 2, 2));
        var graph = new Graph { Inputs = { x }, Outputs = { y } };
        graph.Nodes.Add(Node.Of("a", One(), [x, W(c, 1, 1, 3)], [a]));
        graph.Nodes.Add(Node.Of("b", One(), [a, W(c, 1, 1, width)], [b]));
        graph.Nodes.Add(Node.Of("y", One(), [b, W(2, 1, 1, c)], [y]));
        Assert.All(ChannelGroups.Of(graph), group => Assert.Equal((channels, lanes), (group.Channels.Count, group.Lanes == 1 ? lanes : group.Lanes)));
        Assert.Equal(groups > width ? 1 : 2, ChannelGroups.Of(graph).Count);
    }

    private static Value V(string name, params ReadOnlySpan<int> shape) => FloatNets.Value(name, shape);

    private static Value W(params ReadOnlySpan<int> shape) => Value.Of<float>("w", new Shape(shape), new float[new Shape(shape).ElementCount]);

    private static Conv2D One() => new() { StrideH = 1, StrideW = 1, DilationH = 1, DilationW = 1 };
}
