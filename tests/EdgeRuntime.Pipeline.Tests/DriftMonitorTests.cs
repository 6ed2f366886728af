using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline.Tests;

public class DriftMonitorTests
{
    private const int Elements = 1000;

    private static readonly CalibrationStatistics Expected = new()
    {
        Samples = 500,

        // Quartiles of the standard normal distribution.
        Input = new BinnedShares { Edges = [-0.6744897501960817, 0, 0.6744897501960817], Shares = [0.25, 0.25, 0.25, 0.25] },
        Margin = new BinnedShares { Edges = [0.25, 0.5, 0.75], Shares = [0.1, 0.2, 0.3, 0.4] },
        Classes = [0.5, 0.3, 0.2],
    };

    /// <summary>By hand: (0.5 - 0.25) ln 2 + (0.5 - 0.75) ln (2 / 3); the prior of half a count moves the third digit at most.</summary>
    [Fact]
    public void TheIndexIsTheSumOverBins()
    {
        Assert.Equal((0.25 * Math.Log(2)) - (0.25 * Math.Log(2.0 / 3)), StabilityIndex.Of([50_000, 50_000], default, [0.25, 0.75]), 2);
        Assert.Equal(0, StabilityIndex.Of([25, 75], [0, 0], [0.25, 0.75]), 3);
        Assert.True(double.IsNaN(StabilityIndex.Of([0, 0], default, [0.25, 0.75])));
        Assert.True(StabilityIndex.Of([1000, 0], default, [0, 1]) is > 5 and < double.PositiveInfinity);
    }

    [Fact]
    public void WhatIsLikeTheCalibrationIsStableAndWhatIsNotIsShifted()
    {
        var random = new Random(3);
        var monitor = new DriftMonitor(Expected, Input(ElementType.Float32), 3);
        Assert.True(double.IsNaN(Feed(monitor, random, DriftMonitor.LeastInferences - 1, mean: 0, scale: 1).Input));
        var same = Feed(monitor, random, 1000, mean: 0, scale: 1);
        Assert.InRange(same.Input, 0, 0.01);
        Assert.InRange(same.Classes, 0, 0.05);
        Assert.InRange(same.Margin, 0, 0.05);

        // An offset of half a standard deviation, as a sensor that was turned or warmed gives; then back.
        Assert.InRange(Feed(monitor, random, 1000, mean: 0.5, scale: 1).Input, StabilityIndex.Moved, 1);
        Assert.InRange(Feed(monitor, random, 1000, mean: 0, scale: 3).Input, StabilityIndex.Shifted, 5);
        Assert.InRange(Feed(monitor, random, 1000, mean: 0, scale: 1).Input, 0, 0.01);
    }

    [Fact]
    public void AnswersThatChangeShowInClassesAndMargin()
    {
        var monitor = new DriftMonitor(Expected, Input(ElementType.Float32), 3);
        float[] input = new float[Elements], scores = [0.1f, 0.12f, 0.1f];
        for (var i = 0; i < 600; i++)
        {
            monitor.Keep(MemoryMarshal.AsBytes(input.AsSpan()));
            monitor.Count(scores);
        }

        Assert.InRange(monitor.Report.Classes, StabilityIndex.Shifted, 10);
        Assert.InRange(monitor.Report.Margin, StabilityIndex.Shifted, 10);
        Assert.Equal(0.9, monitor.LastDoubt, 6);
        Assert.Equal(600, monitor.Report.Inferences);
    }

    [Theory]
    [InlineData(ElementType.Int8)]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int16)]
    public void QuantizedInputsCountAsTheRealNumbersTheyStandFor(ElementType type)
    {
        var info = Input(type) with { Scale = 0.05f, ZeroPoint = type == ElementType.UInt8 ? 128 : 0 };
        var monitor = new DriftMonitor(Expected, info, 3);
        var (random, real, bytes) = (new Random(5), new float[Elements], new byte[info.ByteLength]);
        for (var i = 0; i < 300; i++)
        {
            Fill(real, random, 0, 1);
            InputQuantizer.Write(real, info, bytes);
            monitor.Keep(bytes);
            monitor.Count([0.9f, 0.05f, 0.05f]);
        }

        Assert.InRange(monitor.Report.Input, 0, 0.02);
    }

    [Fact]
    public void NothingIsAllocatedAndEveryNumberHasItsTurn()
    {
        var monitor = new DriftMonitor(Expected, Input(ElementType.Float32), 3);
        var (input, scores) = (new float[Elements], new float[] { 0.9f, 0.05f, 0.05f });
        input[2] = 9; // in one of four inferences, as 1000 numbers are four times those looked at
        var (seen, unseen) = (0.0, 0.0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 400; i++)
        {
            monitor.Keep(MemoryMarshal.AsBytes(input.AsSpan()));
            monitor.Count(scores);
            (seen, unseen) = i % 4 == 2 ? (monitor.LastInput, unseen) : (seen, monitor.LastInput);
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 200);
        Assert.NotEqual(seen, unseen);
    }

    [Fact]
    public void StatisticsOfOtherClassesAreRefused() =>
        Assert.Contains("3 classes; it has 4", Assert.Throws<ContractException>(() => new DriftMonitor(Expected, Input(ElementType.Float32), 4)).Message);

    [Fact]
    public void HardIsWhatIsDoubtfulOrUnlikeTheCalibration()
    {
        Assert.Equal(1, SampleHardness.Of(null, [0.5f, 0.5f]));
        Assert.True(SampleHardness.Of(null, [0.9f, 0.1f]) < SampleHardness.Of(null, [0.6f, 0.4f]));
        Assert.Equal(0, SampleHardness.Of(null, [3]));
        var monitor = new DriftMonitor(Expected, Input(ElementType.Float32), 3);
        var (input, random) = (new float[Elements], new Random(8));
        Fill(input, random, 0, 1);
        Assert.InRange(Hardness(monitor, input, [0.95f, 0.03f, 0.02f]), 0, 0.1);
        Assert.InRange(Hardness(monitor, input, [0.4f, 0.35f, 0.25f]), 0.85, 0.95);
        Fill(input, random, 8, 1);
        Assert.InRange(Hardness(monitor, input, [0.95f, 0.03f, 0.02f]), 0.6, 1);
    }

    private static double Hardness(DriftMonitor monitor, float[] input, float[] scores)
    {
        monitor.Keep(MemoryMarshal.AsBytes(input.AsSpan()));
        monitor.Count(scores);
        return SampleHardness.Of(monitor, scores);
    }

    /// <summary>Inputs of a normal distribution; answers as the calibration's.</summary>
    private static DriftReport Feed(DriftMonitor monitor, Random random, int inferences, double mean, double scale)
    {
        var (input, scores) = (new float[Elements], new float[3]);
        for (var i = 0; i < inferences; i++)
        {
            Fill(input, random, mean, scale);
            monitor.Keep(MemoryMarshal.AsBytes(input.AsSpan()));
            var (best, clear) = (random.NextDouble(), random.NextDouble());
            scores.AsSpan().Clear();
            scores[best < 0.5 ? 0 : best < 0.8 ? 1 : 2] = clear < 0.1 ? 0.2f : clear < 0.3 ? 0.4f : clear < 0.6 ? 0.6f : 0.9f;
            monitor.Count(scores);
        }

        return monitor.Report;
    }

    private static void Fill(float[] numbers, Random random, double mean, double scale)
    {
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)(mean + (scale * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
        }
    }

    private static OperandInfo Input(ElementType type) => new(type, new Shape(1, Elements), TensorKind.Arena);
}
