using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tests;

public class IntegerLoweringTests
{
    private const float InputScale = 0.5f, OutputScale = 1;

    [Theory]
    [InlineData(ElementType.Int8, 3, 1)]
    [InlineData(ElementType.UInt8, 131, 3)]
    public void A_layer_between_quantizations_becomes_an_int8_layer(ElementType type, int zeroPoint, int steps)
    {
        // Channel 0 has steps of 0.02 and channel 1 of 0.25; each reaches 127 of them.
        var graph = Layer(type, zeroPoint, [2.54f, -0.02f, 0, 31.75f, -1.5f, 0.25f], [0.5f, -2]);

        GraphSimplifier.Simplify(graph);

        var layer = Assert.Single(graph.Nodes, n => n.OpCode == OpCode.FullyConnected);
        Assert.Equal(ElementType.Int8, layer.Inputs[0]!.Type);
        Assert.Equal(3, layer.Inputs[0]!.ZeroPoint);
        Assert.Equal([127, -1, 0, 127, -6, 1], layer.Inputs[1]!.ConstantAs<sbyte>().ToArray());
        Assert.Equal(0.02f, layer.Inputs[1]!.Scales[0], 1e-7f);
        Assert.Equal(0.25f, layer.Inputs[1]!.Scales[1], 1e-6f);
        Assert.Equal([50, -16], layer.Inputs[2]!.ConstantAs<int>().ToArray());
        Assert.Equal(steps, graph.Nodes.Count);
        Assert.DoesNotContain(graph.Nodes, n => n.OpCode is OpCode.Dequantize or OpCode.QuantizeLinear);
    }

    [Fact]
    public void Weights_that_are_no_integers_stay_real()
    {
        var graph = Layer(ElementType.Int8, 3, [2.54f, -0.031f, 0.7123f, 31.75f, -1.5f, 0.25f], [0.5f, -2]);

        GraphSimplifier.Simplify(graph);

        Assert.Contains(graph.Nodes, n => n.OpCode == OpCode.FullyConnected && n.Inputs[0]!.Type == ElementType.Float32);
    }

    private static Graph Layer(ElementType type, int zeroPoint, float[] weights, float[] bias)
    {
        var graph = new Graph();
        var (x, y) = (Quantized("x", type, 3, InputScale, zeroPoint), Quantized("y", type, 2, OutputScale, zeroPoint));
        var (real, result) = (Graphs.Float("real", 3), Graphs.Float("result", 2));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Nodes.Add(Node.Of("x/real", default(Dequantize), [x], [real]));
        graph.Nodes.Add(Node.Of(
            "layer", default(FullyConnected), [real, Value.Of<float>("weights", new Shape(2, 3), weights), Value.Of<float>("bias", new Shape(2), bias)], [result]));
        graph.Nodes.Add(Node.Of("y", default(QuantizeLinear), [result], [y]));
        return graph;
    }

    private static Value Quantized(string name, ElementType type, int elements, float scale, int zeroPoint) =>
        new() { Name = name, Type = type, Shape = new Shape(1, elements), Scales = [scale], ZeroPoint = zeroPoint };
}
