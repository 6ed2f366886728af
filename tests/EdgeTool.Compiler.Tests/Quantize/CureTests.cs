using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

public class CureTests
{
    private static readonly QuantizerOptions MinMax = new() { Method = CalibrationMethod.MinMax };

    [Fact]
    public void EqualizationKeepsTheFloatFunctionAndHelpsUnevenChannels()
    {
        var graph = FloatNets.Small(11, spread: 12);
        graph.Outputs[0] = graph.Nodes[2].Outputs[0];
        var samples = FloatNets.Inputs(graph, 32, seed: 7);
        var meter = new DamageMeter(graph, samples);
        var equalized = GraphCopy.Of(graph);
        Assert.Equal(2, CrossLayerEqualization.Apply(equalized));
        Assert.True(meter.Measure(equalized).SqnrDb > 100);
        var before = meter.Measure(Quantizer.Plan(graph, samples, MinMax)).SqnrDb;
        var after = meter.Measure(Quantizer.Plan(equalized, samples, MinMax)).SqnrDb;
        Assert.True(after > before + 3, $"{before} -> {after} dB");
    }

    [Fact]
    public void AbsorptionKeepsTheFloatFunction()
    {
        var graph = FloatNets.Small(12);
        var samples = FloatNets.Inputs(graph, 32, seed: 7, magnitude: 0.05f);
        var meter = new DamageMeter(graph, samples);
        var absorbed = GraphCopy.Of(graph);
        Assert.True(HighBiasAbsorption.Apply(absorbed, Calibration.Run(absorbed, samples)) > 0);
        Assert.True(meter.Measure(absorbed).SqnrDb > 90);
    }

    [Fact]
    public void ActivationEqualizationFillsTheCommonRangeAndKeepsTheFloatFunction()
    {
        var graph = FloatNets.Small(11, spread: 12);
        graph.Outputs[0] = graph.Nodes[2].Outputs[0];
        var samples = FloatNets.Inputs(graph, 32, seed: 7);
        var meter = new DamageMeter(graph, samples);
        var equalized = GraphCopy.Of(graph);
        Assert.Equal(2, ActivationEqualization.Apply(equalized, Calibration.Run(equalized, samples), 1));
        Assert.True(meter.Measure(equalized).SqnrDb > 100);
        var widest = Calibration.Run(equalized, samples).Of(equalized.Nodes[0].Outputs[0])!.ChannelMax;

        // 12^3 between the channels is more than the 64 that one channel may grow.
        Assert.Equal(widest[3], widest[2], 1e-3f * widest[3]);
        Assert.True(widest.Min() * 40 > widest.Max(), string.Join(" ", widest));
    }

    [Fact]
    public void ARelu6LimitsNoMoreAfterEqualizationThanBefore()
    {
        var graph = FloatNets.Small(15);
        var first = graph.Nodes[0];
        first.SetRecord(first.Record<EdgeRuntime.Model.Conv2D>() with { Activation = EdgeRuntime.Model.Activation.Relu6 });
        var samples = FloatNets.Inputs(graph, 32, seed: 7, magnitude: 3);
        var meter = new DamageMeter(graph, samples);
        Assert.Equal(2, ActivationEqualization.Apply(graph, Calibration.Run(graph, samples), 1));
        Assert.True(meter.Measure(graph).SqnrDb > 90);
    }

    [Fact]
    public void TheSearchForAnEqualizationTakesTheWayThatMeasuresBest()
    {
        var graph = FloatNets.Small(11, spread: 12);
        graph.Outputs[0] = graph.Nodes[2].Outputs[0];
        var samples = FloatNets.Inputs(graph, 32, seed: 7);
        var meter = new DamageMeter(graph, samples);
        var (chosen, way) = EqualizationSearch.Best(graph, samples);
        var equalized = GraphCopy.Of(graph);
        CrossLayerEqualization.Apply(equalized);
        Assert.Contains("equalized", way, StringComparison.Ordinal);
        Assert.True(Sqnr(chosen) >= Sqnr(equalized) - 0.1 && Sqnr(chosen) > Sqnr(graph) + 3, $"{way}: {Sqnr(graph)}, {Sqnr(equalized)}, {Sqnr(chosen)}");

        double Sqnr(Graph source)
        {
            var plan = Quantizer.Plan(GraphCopy.Of(source), samples, MinMax with { BiasCorrect = true });
            return meter.Measure(plan).SqnrDb;
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void BiasCorrectionTakesTheMeanErrorAway(bool empirical)
    {
        var graph = FloatNets.Small(13);
        var samples = FloatNets.Inputs(graph, 32, seed: 7);
        var meter = new DamageMeter(graph, samples);
        var plan = Quantizer.Plan(graph, samples, MinMax);
        var before = meter.Measure(plan).SqnrDb;
        BiasCorrection.Apply(plan, samples, empirical);
        var after = meter.Measure(plan).SqnrDb;
        Assert.True(after > before, $"{before} -> {after} dB");
    }

    /// <summary>Against all 256 roundings of 8 weights, over 40 problems: on average most of what rounding to nearest leaves is gained.</summary>
    [Fact]
    public void RoundingSearchComesNearTheBestOfAllRoundings()
    {
        const int Length = 8;
        var random = new Random(5);
        var (left, given) = (0.0, 0.0);
        for (var round = 0; round < 40; round++)
        {
            var moments = new SecondMoments(Length);
            for (var i = 0; i < 6; i++)
            {
                moments.Add(Vector(random, Length));
            }

            var fractions = Vector(random, Length);
            var best = Enumerable.Range(0, 1 << Length).Min(bits => Loss(moments, fractions, k => bits >> k & 1));
            var nearest = Loss(moments, fractions, k => fractions[k] >= 0.5f ? 1 : 0);
            var found = RoundingSearch.Solve(fractions, new sbyte[Length], [.. Enumerable.Repeat((sbyte)1, Length)], moments);
            Assert.All(found, h => Assert.InRange(h, 0, 1));
            var loss = Loss(moments, fractions, k => found[k]);
            Assert.True(loss <= nearest + 1e-5, $"round {round}: {loss}, to nearest {nearest}");
            (left, given) = (left + loss - best, given + nearest - best);
        }

        Assert.True(left <= 0.25 * given, $"{left} of {given}");
    }

    /// <summary>With correlated inputs the error of one weight is made good by others, also beyond their neighbouring steps.</summary>
    [Fact]
    public void RoundingOfCorrelatedInputsLeavesLittleOfTheError()
    {
        const int Length = 24;
        var random = new Random(6);
        var (nearest, found) = (0.0, 0.0);
        for (var round = 0; round < 20; round++)
        {
            var moments = new SecondMoments(Length);
            for (var i = 0; i < 200; i++)
            {
                var common = random.NextSingle();
                moments.Add([.. Vector(random, Length).Select(x => common + (0.2f * x))]);
            }

            var fractions = Vector(random, Length);
            var rounded = RoundingSearch.Solve(fractions, [.. Enumerable.Repeat((sbyte)-1, Length)], [.. Enumerable.Repeat((sbyte)2, Length)], moments);
            Assert.All(rounded, h => Assert.InRange(h, -1, 2));
            var (before, after) = (Loss(moments, fractions, k => fractions[k] >= 0.5f ? 1 : 0), Loss(moments, fractions, k => rounded[k]));
            Assert.True(after <= before + 1e-4, $"round {round}: {before} -> {after}");
            (nearest, found) = (nearest + before, found + after);
        }

        Assert.True(found <= 0.3 * nearest, $"{nearest} -> {found}");
    }

    [Fact]
    public void TheFactorOfScaledMomentsIsThatOfScaledVectors()
    {
        var random = new Random(8);
        float[] factors = [1, 3, 2, 5];
        var (plain, scaled) = (new SecondMoments(4), new SecondMoments(4));
        for (var i = 0; i < 50; i++)
        {
            var vector = Vector(random, 4);
            plain.Add(vector);
            scaled.Add([.. vector.Zip(factors, (x, f) => x * f)]);
        }

        var found = plain.Scaled(factors);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(scaled.Row(i).ToArray(), found.Row(i).ToArray(), (a, b) => Math.Abs(a - b) < 1e-4f * Math.Abs(a));
            for (var j = 0; j < 4; j++)
            {
                // R' R less the damping of its diagonal, a fifth of the mean moment times the squared factor.
                var product = Enumerable.Range(0, 4).Sum(k => (double)found.Factor[(k * 4) + i] * found.Factor[(k * 4) + j]);
                var damping = i == j ? 0.2 * plain.Trace / 4 * factors[i] * factors[i] : 0;
                Assert.Equal(found.Row(i)[j] + damping, product, 1e-3 * product);
            }
        }
    }

    [Fact]
    public void AdaptiveRoundingHelpsTheAnswers()
    {
        var graph = FloatNets.Small(14);
        var samples = FloatNets.Inputs(graph, 64, seed: 7);
        var meter = new DamageMeter(graph, samples);
        var plan = Quantizer.Plan(graph, samples, MinMax with { Activations = EdgeRuntime.Model.ElementType.Int16 });
        var before = meter.Measure(plan).SqnrDb;
        AdaRound.Apply(plan, samples);
        var after = meter.Measure(plan).SqnrDb;
        Assert.True(after > before + 1, $"{before} -> {after} dB");
    }

    private static float[] Vector(Random random, int length) => [.. Enumerable.Range(0, length).Select(_ => random.NextSingle())];

    private static double Loss(SecondMoments moments, float[] fractions, Func<int, int> rounded)
    {
        var loss = 0.0;
        for (var i = 0; i < fractions.Length; i++)
        {
            for (var j = 0; j < fractions.Length; j++)
            {
                loss += (rounded(i) - fractions[i]) * (double)moments.Row(i)[j] * (rounded(j) - fractions[j]);
            }
        }

        return loss;
    }
}
