using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

public class GraphQuantizerTests
{
    [Theory]
    [InlineData(ElementType.Int8, 25)]
    [InlineData(ElementType.Int16, 35)]
    public void AnswersStayNearTheFloatModel(ElementType type, double atLeastDb)
    {
        var graph = FloatNets.Small(1);
        var (meter, plan) = Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax, Activations = type });
        var quantized = GraphQuantizer.Quantize(plan);
        Assert.Empty(quantized.KeptFloat);
        Assert.DoesNotContain(quantized.Graph.Nodes, n => n.OpCode is not (OpCode.Quantize or OpCode.Dequantize) && n.Inputs[0]!.Type == ElementType.Float32);
        var damage = meter.Measure(quantized.Graph);
        Assert.True(damage.SqnrDb >= atLeastDb, $"{damage}");
    }

    [Fact]
    public void SpecificationHolds()
    {
        var (_, plan) = Plan(FloatNets.Small(2), new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var graph = GraphQuantizer.Quantize(plan).Graph;
        Assert.Equal((ElementType.Float32, "x"), (graph.Inputs[0].Type, graph.Inputs[0].Name));
        Assert.Equal((ElementType.Float32, "y"), (graph.Outputs[0].Type, graph.Outputs[0].Name));
        foreach (var node in graph.Nodes.Where(n => n.OpCode is OpCode.Conv2D or OpCode.DepthwiseConv2D or OpCode.FullyConnected))
        {
            var (input, weights, bias) = (node.Inputs[0]!, node.Inputs[1]!, node.Inputs[2]!);
            Assert.Equal(node.OpCode == OpCode.DepthwiseConv2D ? 3 : 0, weights.ChannelAxis);
            Assert.All(weights.ConstantAs<sbyte>().ToArray(), w => Assert.NotEqual(sbyte.MinValue, w));
            Assert.Equal(127, weights.ConstantAs<sbyte>().ToArray().Max(w => Math.Abs((int)w)));
            Assert.Equal(ElementType.Int32, bias.Type);
            Assert.Equal(weights.Scales.Select(s => s * input.Scales[0]), bias.Scales);
        }

        var softmax = Assert.Single(graph.Nodes, n => n.OpCode == OpCode.Softmax).Outputs[0];
        Assert.Equal((1f / 256, -128), (softmax.Scales[0], softmax.ZeroPoint));
        var joined = Assert.Single(graph.Nodes, n => n.OpCode == OpCode.Concatenation);
        Assert.All(joined.Inputs, v => Assert.Equal((joined.Outputs[0].Scales[0], joined.Outputs[0].ZeroPoint), (v!.Scales[0], v.ZeroPoint)));
    }

    [Fact]
    public void IntegerInterfaceTakesAndGivesBytes()
    {
        var (_, plan) = Plan(FloatNets.Small(3), new QuantizerOptions { Method = CalibrationMethod.MinMax, IntegerInterface = true });
        var graph = GraphQuantizer.Quantize(plan).Graph;
        Assert.Equal((ElementType.Int8, ElementType.Int8), (graph.Inputs[0].Type, graph.Outputs[0].Type));
        Assert.DoesNotContain(graph.Nodes, n => n.OpCode == OpCode.Dequantize);
    }

    [Fact]
    public void ABiasThatDoesNotFitIn32BitsWidensItsWeights()
    {
        var graph = new Graph();
        var (x, y) = (FloatNets.Value("x", 1, 2), FloatNets.Value("y", 1, 2));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected),
            [x, Value.Of<float>("w", new Shape(2, 2), [1e-9f, 1e-9f, 1, -1]), Value.Of<float>("b", new Shape(2), [100, 0])], [y]));
        var (meter, plan) = Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var dense = Assert.Single(GraphQuantizer.Quantize(plan).Graph.Nodes, n => n.OpCode == OpCode.FullyConnected);
        Assert.InRange(dense.Inputs[2]!.ConstantAs<int>()[0], 1 << 29, (1 << 30) + 100);
        Assert.True(meter.Measure(plan).SqnrDb > 40);
    }

    [Fact]
    public void WeightsThatWereIntegersOnceKeepTheirSteps()
    {
        // Steps of 0.02 and 0.5, at most 100 of them: max / 127 would round.
        float[] weights = [0.02f * 100, 0.02f * -7, 0.02f * 33, 0.5f * 3, 0.5f * -91, 0.5f * 1];
        var graph = new Graph();
        var (x, y) = (FloatNets.Value("x", 1, 3), FloatNets.Value("y", 1, 2));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [x, Value.Of<float>("w", new Shape(2, 3), weights), Value.Of<float>("b", new Shape(2), [0, 0])], [y]));
        var (_, plan) = Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var stored = Assert.Single(GraphQuantizer.Quantize(plan).Graph.Nodes, n => n.OpCode == OpCode.FullyConnected).Inputs[1]!;
        Assert.Equal([100, -7, 33, 3, -91, 1], stored.ConstantAs<sbyte>().ToArray());
        Assert.Equal(0.02f, stored.Scales[0], 1e-6f);
        Assert.Equal(0.5f, stored.Scales[1], 1e-5f);
    }

    [Fact]
    public void OneLayerAloneLeavesTheOthersFloat()
    {
        var (_, plan) = Plan(FloatNets.Small(4), new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var alone = plan.Copy(ElementType.Float32);
        alone.SetType(plan.Source.Nodes[1], ElementType.Int8);
        var graph = GraphQuantizer.Quantize(alone).Graph;
        Assert.Equal(ElementType.Int8, Assert.Single(graph.Nodes, n => n.OpCode == OpCode.DepthwiseConv2D).Inputs[0]!.Type);
        Assert.All(graph.Nodes.Where(n => n.OpCode == OpCode.Conv2D), n => Assert.Equal(ElementType.Float32, n.Inputs[0]!.Type));
    }

    [Theory]
    [InlineData(ElementType.Int8, OpCode.Lookup)]
    [InlineData(ElementType.Int16, OpCode.UnaryMath)]
    public void AFunctionOfOneElementBecomesATableOf256Answers(ElementType type, OpCode expected)
    {
        var graph = new Graph();
        var (x, y) = (FloatNets.Value("x", 1, 40), FloatNets.Value("y", 1, 40));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Nodes.Add(Node.Of("softplus", new UnaryMath { Function = UnaryFunction.Softplus }, [x], [y]));
        var (meter, plan) = Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax, Activations = type });
        var quantized = GraphQuantizer.Quantize(plan).Graph;
        Assert.Contains(quantized.Nodes, n => n.OpCode == expected);
        Assert.True(meter.Measure(quantized).SqnrDb > 40);
    }

    [Fact]
    public void TheHeadThatMakesScoresMayHave16Bits()
    {
        var (meter, plan) = Plan(FloatNets.Small(5), new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var (wideMeter, wide) = Plan(FloatNets.Small(5), new QuantizerOptions { Method = CalibrationMethod.MinMax, WideHead = true });
        Assert.Equal(["y", "dense", "mean"], ScoreHead.Of(wide.Source).Select(n => n.Name));
        var graph = GraphQuantizer.Quantize(wide).Graph;
        Assert.Equal(ElementType.Int16, Assert.Single(graph.Nodes, n => n.OpCode == OpCode.FullyConnected).Outputs[0].Type);
        Assert.All(graph.Nodes.Where(n => n.OpCode == OpCode.Conv2D), n => Assert.Equal(ElementType.Int8, n.Outputs[0].Type));
        Assert.True(wideMeter.Measure(wide).SqnrDb > meter.Measure(plan).SqnrDb);
    }

    internal static (DamageMeter Meter, QuantizationPlan Plan) Plan(Graph graph, QuantizerOptions options)
    {
        var samples = FloatNets.Inputs(graph, 32, seed: 7);
        return (new DamageMeter(GraphCopy.Of(graph), samples), Quantizer.Plan(graph, samples, options));
    }
}
