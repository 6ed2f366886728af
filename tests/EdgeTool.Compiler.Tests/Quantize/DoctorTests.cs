using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

public class DoctorTests
{
    [Fact]
    public void UnevenChannelsAreFoundNamedAndCured()
    {
        var graph = FloatNets.Small(11, spread: 12);
        graph.Outputs[0] = graph.Nodes[2].Outputs[0];
        var samples = FloatNets.Inputs(graph, 24, seed: 9);
        var diagnosis = QuantizationDoctor.Examine(graph, samples, null, maxDrop: 0);
        Assert.True(diagnosis.Layers[0].Node.Name == "a", string.Join("; ", diagnosis.Layers.Select(l => $"{l.Node} {l.SqnrDb} alone {l.AloneSqnrDb}")));
        Assert.Contains(diagnosis.Layers[0].Causes, c => c.Kind == CauseKind.OutputChannelSpread);
        Assert.Contains(diagnosis.Steps, s => s is { Cure: "equalization", IsKept: true });
        Assert.True(diagnosis.Damage.SqnrDb > diagnosis.Steps[0].Damage.SqnrDb + 3, $"{diagnosis.Steps[0].Damage} -> {diagnosis.Damage}");
        Assert.Empty(diagnosis.Warnings);
    }

    [Fact]
    public void InputsUnlikeTheCalibrationDataAreSaid()
    {
        var graph = FloatNets.Small(22);
        var warnings = InputCheck.Of(graph, FloatNets.Inputs(graph, 16, seed: 1), FloatNets.Inputs(graph, 16, seed: 2, magnitude: 255));
        Assert.Contains(warnings, w => w.StartsWith("inputs unlike", StringComparison.Ordinal));
    }

    [Fact]
    public void InputsSmootherThanTheCalibrationDataAreSaid()
    {
        var graph = FloatNets.Small(22);
        var rough = FloatNets.Inputs(graph, 16, seed: 1);

        // The same values in order: mean, deviation and range stay.
        var smooth = InputSamples.Of(Enumerable.Range(0, rough.Count).Select(i =>
        {
            var sorted = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(rough.Bytes(i)).ToArray();
            Array.Sort(sorted);
            return System.Runtime.InteropServices.MemoryMarshal.AsBytes(sorted.AsSpan()).ToArray();
        }));
        Assert.Empty(InputCheck.Of(graph, rough, FloatNets.Inputs(graph, 16, seed: 2)));
        Assert.Contains("neighbouring values", Assert.Single(InputCheck.Of(graph, rough, smooth)), StringComparison.Ordinal);
    }

    [Fact]
    public void ATensorThatIsNotFiniteIsNamedAndTheRestIsQuantized()
    {
        // log(relu(x)) is minus infinity wherever x is not above 0.
        var graph = FloatNets.Small(24);
        var (joined, log) = (graph.Nodes.Single(n => n.Name == "t").Outputs[0], FloatNets.Value("log", 1, 8, 8, 6));
        var b = graph.Nodes.Single(n => n.Name == "c").Outputs[0];
        var relu = FloatNets.Value("relu", 1, 8, 8, 6);
        graph.Nodes.Insert(3, Node.Of("relu", default(Relu), [b], [relu]));
        graph.Nodes.Insert(4, Node.Of("log", new UnaryMath { Function = UnaryFunction.Log }, [relu], [log]));
        graph.Nodes.Single(n => n.Name == "t").Inputs[0] = log;
        Assert.Equal("t", joined.Name);
        var diagnosis = QuantizationDoctor.Examine(graph, FloatNets.Inputs(graph, 16, seed: 1), null, maxDrop: 0.5);
        Assert.Contains(diagnosis.Warnings, w => w.Contains("'log'", StringComparison.Ordinal) && w.Contains("stays float32", StringComparison.Ordinal));
        var quantized = GraphQuantizer.Quantize(diagnosis.Plan).Graph;
        Assert.Equal(ElementType.Float32, Assert.Single(quantized.Nodes, n => n.Name == "log").Inputs[0]!.Type);
        Assert.All(quantized.Nodes.Where(n => n.OpCode == OpCode.Conv2D), n => Assert.Equal(ElementType.Int8, n.Inputs[0]!.Type));
        Assert.True(diagnosis.Damage.SqnrDb > 15, $"{diagnosis.Damage}");
    }

    [Fact]
    public void AWrongScalingIsNamed()
    {
        // The larger of two bytes wins after (x - 127.5) / 127.5; given as bytes, the bias is drowned and class 1 never wins.
        var graph = new Graph();
        var (x, y) = (FloatNets.Value("x", 1, 1), FloatNets.Value("y", 1, 2));
        graph.Inputs.Add(x);
        graph.Outputs.Add(y);
        graph.Nodes.Add(Node.Of("dense", default(FullyConnected), [x, Value.Of<float>("w", new Shape(2, 1), [1, -1]), Value.Of<float>("b", new Shape(2), [0, 0])], [y]));
        byte[][] inputs = [.. Enumerable.Range(0, 40).Select(i => BitConverter.GetBytes(i % 2 == 0 ? 200f : 20f))];
        var samples = InputSamples.Of(inputs, Enumerable.Range(0, 40).Select(i => i % 2));
        Assert.Contains("(x - 127.5) / 127.5", Assert.Single(InputCheck.Of(graph, samples, null)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ALayerBehindUnequalRangesIsSplit(bool isDense)
    {
        var graph = FloatNets.Joined(seed: 41, isDense, ratio: 300);
        var samples = FloatNets.Inputs(graph, 24, seed: 9);

        // A limit that nothing reaches, so that every cure is tried.
        var diagnosis = QuantizationDoctor.Examine(graph, samples, null, maxDrop: -1);
        var split = Assert.Single(diagnosis.Steps, s => s.Cure == "range splitting");
        var said = string.Join("\n", diagnosis.Steps.Select(s => $"{s.Cure}, {s.Text}: {s.Damage}"));
        Assert.True(split.IsKept && split.Text.Contains("'behind'", StringComparison.Ordinal), said);
        Assert.True(split.Damage.SqnrDb > diagnosis.Steps[0].Damage.SqnrDb + 10, said);

        // Three inputs, two of them small: a sum of layers over two tensors (each of which later cures may split by its weights).
        var behind = diagnosis.Plan.Source.Nodes.Where(n => n.Name == "behind").ToList();
        Assert.Equal(2, behind.Where(n => n.OpCode == (isDense ? OpCode.FullyConnected : OpCode.Conv2D)).Select(n => n.Inputs[0]).Distinct().Count());
        Assert.Single(behind, n => n.Outputs[0] == diagnosis.Plan.Source.Outputs[0] && n.OpCode == OpCode.Add);
    }

    [Fact]
    public void ASplitLayerComputesTheSameNumbers()
    {
        var graph = FloatNets.Joined(seed: 42, isDense: false, ratio: 300);
        var samples = FloatNets.Inputs(graph, 6, seed: 9);
        var (split, layers) = RangeSplitting.Of(graph, Calibration.Run(graph, samples));
        Assert.Equal(["behind"], layers);
        Assert.True(new DamageMeter(graph, samples).Measure(split).SqnrDb > 100);
        var even = FloatNets.Joined(seed: 42, isDense: false, ratio: 1);
        Assert.Empty(RangeSplitting.Of(even, Calibration.Run(even, samples)).Layers);
    }

    [Fact]
    public void MovementKeepsTheWiderType()
    {
        var graph = FloatNets.Small(23);
        var (_, plan) = GraphQuantizerTests.Plan(graph, new QuantizerOptions { Method = CalibrationMethod.MinMax });
        var widened = MixedPrecision.Widen(plan, [plan.Source.Nodes[0]], 1, ElementType.Int16);
        var quantized = GraphQuantizer.Quantize(widened).Graph;
        Assert.Equal(ElementType.Int16, Assert.Single(quantized.Nodes, n => n.Name == "a").Outputs[0].Type);
        Assert.Equal(ElementType.Int8, Assert.Single(quantized.Nodes, n => n.Name == "b").Inputs[0]!.Type);
    }
}
