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
            var found = RoundingSearch.Solve(fractions, moments);
            var loss = Loss(moments, fractions, k => found[k]);
            Assert.True(loss <= nearest + 1e-5, $"round {round}: {loss}, to nearest {nearest}");
            (left, given) = (left + loss - best, given + nearest - best);
        }

        Assert.True(left <= 0.25 * given, $"{left} of {given}");
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
