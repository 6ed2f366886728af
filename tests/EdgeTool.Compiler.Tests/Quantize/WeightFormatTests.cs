using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

/// <summary>Weights of 4 bits and of 16-bit floats: what is stored, and what it computes.</summary>
public class WeightFormatTests
{
    private static readonly QuantizerOptions MinMax = new() { Method = CalibrationMethod.MinMax };

    [Theory]
    [InlineData(WeightFormat.Int4, ConstantStorage.Int4)]
    [InlineData(WeightFormat.Int4Groups, ConstantStorage.Int4Groups)]
    public void WeightsAreStoredInHalfBytesAndReadBackAsTheyWereQuantized(WeightFormat format, ConstantStorage storage)
    {
        var (graph, samples) = Net();
        var quantized = GraphQuantizer.Quantize(Quantizer.Plan(graph, samples, MinMax with { Weights = format })).Graph;
        var expected = WeightsOf(quantized);
        using var model = ModelFile.FromBytes(ModelCompiler.Compile(quantized).Bytes);
        Assert.Contains(model.Tensors.ToArray(), t => t.Storage == storage || (t.Storage == ConstantStorage.Coded && t.StoredBytes < storage.SizeBytes(t.Type, t.Shape)));
        var found = WeightsOf(EdgeImporter.Import(model));
        Assert.Equal(expected.Count, found.Count);
        Assert.All(expected, e => Assert.Equal(e.Value, found[e.Key]));
        Assert.True(format != WeightFormat.Int4 || expected.Where(e => e.Key != "b/w").All(e => e.Value.All(v => v is >= -7 and <= 7)));
    }

    [Fact]
    public void GroupsLoseLessThanChannelsAndBothLessWithAdaptiveRounding()
    {
        var (graph, samples) = Net();
        var meter = new DamageMeter(graph, samples);
        double Sqnr(WeightFormat format, bool rounds) =>
            meter.Measure(Quantizer.Plan(graph, samples, MinMax with { Weights = format, AdaRound = rounds })).SqnrDb;
        var (channels, groups) = (Sqnr(WeightFormat.Int4, false), Sqnr(WeightFormat.Int4Groups, false));
        Assert.True(channels > 10, $"{channels} dB");
        Assert.True(Sqnr(WeightFormat.Int4, true) > channels && Sqnr(WeightFormat.Int4Groups, true) > groups, $"{channels}, {groups} dB");
    }

    [Theory]
    [InlineData(RecurrentCell.Gru)]
    [InlineData(RecurrentCell.Lstm)]
    public void RecurrentWeightsTakeAByteEachAndComputeInFloats(RecurrentCell cell)
    {
        var graph = FloatNets.Sequence(seed: 51, cell, units: 24);
        var samples = FloatNets.Inputs(graph, 12, seed: 2);
        var quantized = GraphQuantizer.Quantize(Quantizer.Plan(graph, samples, MinMax)).Graph;
        var layer = Assert.Single(quantized.Nodes, n => n.OpCode == OpCode.Recurrent);
        Assert.Equal(ElementType.Float32, layer.Outputs[0].Type);
        using var model = ModelFile.FromBytes(ModelCompiler.Compile(quantized).Bytes);
        Assert.Equal(2, model.Tensors.ToArray().Count(t => t.Storage == ConstantStorage.Int8Rows && t.StoredBytes < t.ByteLength / 2));
        var back = EdgeImporter.Import(model).Nodes.Single(n => n.OpCode == OpCode.Recurrent);
        Assert.Equal(layer.Inputs[2]!.Constant, back.Inputs[2]!.Constant);
        Assert.InRange(new DamageMeter(graph, samples).Measure(quantized).SqnrDb, 25, 100);
    }

    /// <summary>Four weights 7, 3.4, -1.6 and 0 in steps of 1, in a filter whose scale stands for 16 times 7 steps: multiples of the multiplier.</summary>
    [Fact]
    public void AGroupMultiplierIsTheChannelsScaleInSmallSteps()
    {
        var weights = new float[64];
        (weights[0], weights[1], weights[2]) = (7, 3.4f, -1.6f);
        (weights[32], weights[33]) = (0.4375f, 0.25f);
        var layer = WeightedLayer.TryOf(Node.Of("dense", default(FullyConnected),
            [FloatNets.Value("x", 1, 64), Value.Of<float>("w", new Shape(1, 64), weights)], [FloatNets.Value("y", 1, 1)]))!;
        var steps = WeightSteps.Of(layer, [0f], 1, wideBias: false, WeightFormat.Int4Groups);
        Assert.Equal(7f / 112, steps.Scales[0]);
        var stored = QuantizedWeights.Of(layer, steps, null).Stored;
        Assert.Equal(112, stored[0]);

        // The second group is 7 and 4 steps of the channel's own scale, exactly.
        Assert.Equal([7, 4, 0], stored[32..35]);
        Assert.Equal([16, 1], steps.Multipliers!);
    }

    [Fact]
    public void HalfFloatsTakeHalfTheBytesAndNearlyTheSameAnswers()
    {
        var (graph, samples) = Net();
        var plain = ModelCompiler.Compile(GraphCopy.Of(graph)).Bytes;
        var halves = ModelCompiler.Compile(GraphCopy.Of(graph), new CompileOptions { Float16 = true }).Bytes;
        using var model = ModelFile.FromBytes(halves);
        Assert.Contains(ConstantStorage.Float16, Enumerable.Range(0, model.Tensors.Length).Select(t => model.Tensors[t].Storage));
        Assert.True(halves.Length < plain.Length);
        var (exact, rounded) = (Answer(plain, samples.Bytes(0)), Answer(halves, samples.Bytes(0)));
        Assert.NotEqual(exact, rounded);
        Assert.All(exact.Zip(rounded), p => Assert.Equal(p.First, p.Second, 2e-3f));
    }

    [Fact]
    public void ANumberThatBinary16CannotHoldKeepsItsTensor()
    {
        var (graph, _) = Net();
        var weights = graph.Nodes[0].Inputs[1]!;
        var values = weights.ConstantAs<float>().ToArray();
        values[0] = 70_000;
        weights.Constant = MemoryMarshal.AsBytes(values.AsSpan()).ToArray();
        HalfWeights.Apply(graph);
        Assert.Equal(values, weights.ConstantAs<float>().ToArray());
    }

    private static (Graph Graph, InputSamples Samples) Net()
    {
        var graph = FloatNets.Small(21);
        return (graph, FloatNets.Inputs(graph, 24, seed: 5));
    }

    private static Dictionary<string, sbyte[]> WeightsOf(Graph graph) => graph.Values()
        .Where(v => v is { IsConstant: true, Type: ElementType.Int8 } && v.Name.EndsWith("/w", StringComparison.Ordinal))
        .ToDictionary(v => v.Name, v => v.ConstantAs<sbyte>().ToArray());

    private static float[] Answer(byte[] file, ReadOnlySpan<byte> input)
    {
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(file));
        input.CopyTo(interpreter.InputBytes(0));
        interpreter.Run();
        return interpreter.Output<float>(0).ToArray();
    }
}
