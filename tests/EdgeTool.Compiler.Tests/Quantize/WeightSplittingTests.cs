using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;
using EdgeTool.Compiler.Tests.Onnx;

namespace EdgeTool.Compiler.Tests.Quantization;

public class WeightSplittingTests
{
    private static readonly QuantizerOptions Wide = new() { Method = CalibrationMethod.MinMax, Activations = ElementType.Int16 };

    [Theory]
    [InlineData(51)]
    [InlineData(52)]
    [InlineData(53)]
    public void SixteenBitActivationsLeaveATenthOfTheErrorOf8(int seed)
    {
        double Db(QuantizerOptions options)
        {
            var (meter, plan) = GraphQuantizerTests.Plan(FloatNets.Small(seed), options);
            return meter.Measure(plan).SqnrDb;
        }

        var (int8, whole, split) = (Db(Wide with { Activations = ElementType.Int8 }), Db(Wide with { SplitWeights = WeightSplitExtent.None }), Db(Wide));
        Assert.True(split >= int8 + 20 && split > whole, $"int8 {int8} dB, int16 {whole} dB, with split weights {split} dB");
    }

    [Fact]
    public void ASplitGraphComputesTheSameNumbers()
    {
        var (meter, plan) = GraphQuantizerTests.Plan(FloatNets.Small(54), Wide with { SplitWeights = WeightSplitExtent.None });
        var candidates = WeightSplitting.Candidates(plan);
        Assert.Equal(["a", "b", "c", "dense"], candidates.Select(c => c.Layer.Name));
        Assert.True(meter.Measure(WeightSplitting.GraphOf(plan.Source, candidates)).SqnrDb > 100);
    }

    [Fact]
    public void BothPartsTogetherHoldTheWeightsToAHundredthOfAStep()
    {
        var (_, plan) = GraphQuantizerTests.Plan(FloatNets.Small(55), Wide with { SplitWeights = WeightSplitExtent.All });
        var graph = GraphQuantizer.Quantize(plan).Graph;
        var source = FloatNets.Small(55);
        foreach (var name in (string[])["a", "b", "c", "dense"])
        {
            var exact = source.Nodes.Single(n => n.Name == name).Inputs[1]!.ConstantAs<float>().ToArray();
            var parts = graph.Nodes.Where(n => n.Name == name && WeightedLayer.Recognizes(n.OpCode)).ToList();
            var sum = Assert.Single(graph.Nodes, n => n.Name == name && n.OpCode == OpCode.Add);
            Assert.Equal(parts.Select(p => p.Outputs[0]), sum.Inputs);
            var (high, low) = (Reals(parts[0].Inputs[1]!), Reals(parts[1].Inputs[1]!));
            var steps = parts[0].Inputs[1]!.Scales;
            Assert.All(exact.Select((w, i) => Math.Abs(w - high[i] - low[i])), error => Assert.InRange(error, 0, steps.Max() / 100));
        }

        static float[] Reals(Value weights)
        {
            Assert.Equal(ElementType.Int8, weights.Type);
            var (axis, shape) = (weights.ChannelAxis, weights.Shape);
            var inner = shape.Product(axis + 1, shape.Rank);
            return [.. weights.ConstantAs<sbyte>().ToArray().Select((w, i) => w * weights.Scales[i / inner % shape[axis]])];
        }
    }

    [Fact]
    public void WhatRoundsToNothingIsNotSplit()
    {
        var graph = new Graph();
        var (x, y) = (FloatNets.Value("x", 1, 3), FloatNets.Value("y", 1, 2));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        float[] weights = [0.02f * 100, 0.02f * -7, 0.02f * 33, 0.5f * 3, 0.5f * -91, 0.5f * 1];
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [x, Value.Of<float>("w", new Shape(2, 3), weights)], [y]));
        var (_, plan) = GraphQuantizerTests.Plan(graph, Wide with { SplitWeights = WeightSplitExtent.All });
        Assert.Null(plan.Split);
        Assert.Single(plan.Source.Nodes);
    }

    [Fact]
    public void WhatItCostsIsTold()
    {
        var (_, plan) = GraphQuantizerTests.Plan(FloatNets.Small(56), Wide with { SplitWeights = WeightSplitExtent.All });
        var before = GraphQuantizerTests.Plan(FloatNets.Small(56), Wide with { SplitWeights = WeightSplitExtent.None }).Plan;
        Assert.Equal(before.Source.Nodes.Where(n => WeightedLayer.TryOf(n) is not null).Sum(n => (long)n.Inputs[1]!.Shape.ElementCount), plan.Split!.MoreWeightBytes);
        Assert.Equal(GraphWork.Macs(plan.Source) / GraphWork.Macs(before.Source), 1 + plan.Split.MoreMacs, 1e-9);
    }

    /// <summary>Every kernel variant that this machine has, alone and with those below it, and every number of threads.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SplitLayersGiveTheReferencesBytesOnEveryInstructionSetAndNumberOfThreads(bool isDense)
    {
        var (_, plan) = GraphQuantizerTests.Plan(FloatNets.Joined(57, isDense, ratio: 1), Wide with { SplitWeights = WeightSplitExtent.All, IntegerInterface = true });
        var model = ModelCompiler.Compile(GraphQuantizer.Quantize(plan).Graph, new CompileOptions { SelfTestCases = 0 }).Bytes;
        using var reference = Interpreter.Load(ModelFile.FromBytes(model), new InterpreterOptions { Features = CpuFeatures.None });
        var own = Enum.GetValues<CpuFeatures>().Select(f => f & Cpu.Detected).Append(Cpu.Detected).Append(Cpu.Detected & ~CpuFeatures.AvxVnni).Distinct();
        var random = new Random(57);
        var cases = Enumerable.Range(0, 4).Select(_ => LayerAlone.RandomBytes(reference.InputInfo(0), random)).ToList();
        foreach (var (features, threads) in own.SelectMany(f => new[] { 1, 2, 4 }, (f, t) => (f, t)))
        {
            using var other = Interpreter.Load(ModelFile.FromBytes(model), new InterpreterOptions { Features = features, Threads = threads });
            foreach (var input in cases)
            {
                input.CopyTo(reference.InputBytes(0));
                input.CopyTo(other.InputBytes(0));
                reference.Run();
                other.Run();
                Assert.True(reference.OutputBytes(0).SequenceEqual(other.OutputBytes(0)), $"{features}, {threads} threads");
            }
        }
    }

    /// <summary>A limit that nothing reaches, so that every cure is tried.</summary>
    [Fact]
    public void TheDoctorSplitsWhat16BitActivationsLeave()
    {
        var graph = FloatNets.Small(58);
        var diagnosis = QuantizationDoctor.Examine(graph, FloatNets.Inputs(graph, 16, seed: 9), null, maxDrop: -1);
        var said = string.Join("\n", diagnosis.Steps.Select(s => $"{s.Cure}, {s.Text}: {s.Damage}"));
        var wide = diagnosis.Steps.Last(s => s.IsKept && s.Cure == "16-bit activations").Damage.SqnrDb;
        var split = diagnosis.Steps.Last(s => s.Cure == "weight splitting");
        Assert.True(split.IsKept && split.Damage.SqnrDb > wide + 1 && split.Text.Contains("more bytes of weights", StringComparison.Ordinal), said);
    }
}
