using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler.Tests.Quantization;

public class RangeTests
{
    [Fact]
    public void HistogramKeepsEveryValueWhileItsRangeDoubles()
    {
        var histogram = new ValueHistogram();
        histogram.Add([0.5f, -0.25f, 0]);
        histogram.Add([100, -3, 0, 0.75f]);
        Assert.Equal(7, histogram.Total);
        Assert.Equal(2, histogram.Zeros);
        Assert.Equal(5, histogram.Counts.ToArray().Sum());
        Assert.Equal(new ValueRange(-3, 100), histogram.Observed);
        var filled = Enumerable.Range(0, histogram.Counts.Length).Where(b => histogram.Counts[b] > 0).Select(histogram.Center).ToArray();
        Assert.All(new[] { 100.0, -3, 0.5, -0.25, 0.75 }, x => Assert.Contains(filled, c => Math.Abs(c - x) <= histogram.BinWidth));
    }

    [Fact]
    public void HistogramRefusesNumbersThatAreNotFinite() =>
        Assert.Throws<ArithmeticException>(() => new ValueHistogram().Add([1, float.NaN]));

    [Fact]
    public void MinMaxIsWhatWasSeenAndHolds0()
    {
        Assert.Equal(new ValueRange(0, 4), CalibrationRange.Of(Of([1, 4, 2]), CalibrationMethod.MinMax));
        Assert.Equal(new ValueRange(-2, 4), CalibrationRange.Of(Of([-2, 4]), CalibrationMethod.MinMax));
        Assert.Equal(default, CalibrationRange.Of(Of([0, 0]), CalibrationMethod.Entropy));
    }

    [Fact]
    public void PercentileLeavesOutTheRarestValues()
    {
        // 20,000 values up to 1, one of 50: 1 in 10,000 are left out at each end.
        var values = Enumerable.Range(1, 20_000).Select(i => i / 20_000f).Append(50f).ToArray();
        var range = CalibrationRange.Of(Of(values), CalibrationMethod.Percentile9999);
        Assert.InRange(range.Max, 0.99f, 1.1f);
        Assert.Equal(0, range.Min);
    }

    [Fact]
    public void MseClipsAnOutlierThatCostsLessThanItsSteps()
    {
        // With the outlier inside, each of 100,000 values errs by (10 / 255)^2 / 12 = 1.3e-4, 12.8 in total; clipping it at 1 costs 81.
        // The best range lies between, and far below 10 for 10,000,000 values.
        var few = Enumerable.Range(1, 100_000).Select(i => i / 100_000f).Append(10f).ToArray();
        Assert.Equal(10, CalibrationRange.Of(Of(few), CalibrationMethod.Mse).Max, 3.0);
        var many = Of(few[..^1]);
        for (var i = 1; i < 100; i++)
        {
            many.Add(few.AsSpan(0, few.Length - 1));
        }

        many.Add([10]);
        Assert.InRange(CalibrationRange.Of(many, CalibrationMethod.Mse).Max, 0.99f, 5);
    }

    [Theory]
    [InlineData(0, 255, 1f, -128)]
    [InlineData(-1, 3, 4f / 255, -64)]
    [InlineData(-128, 127, 1f, 0)]
    [InlineData(2, 255, 1f, -128)]
    public void Int8FormatFollowsTheSpecification(float min, float max, float scale, int zeroPoint)
    {
        var format = ValueFormat.Of(ElementType.Int8, new ValueRange(min, max));
        Assert.Equal(scale, format.Scale);
        Assert.Equal(zeroPoint, format.ZeroPoint);
    }

    [Fact]
    public void Int16FormatIsSymmetricAndHoldsTwiceWhatWasSeen() =>
        Assert.Equal(new ValueFormat(ElementType.Int16, 4f / 32767), ValueFormat.Of(ElementType.Int16, new ValueRange(-2, 1)));

    [Fact]
    public void QuantizeRoundsHalvesAwayAndSaturates() =>
        Assert.Equal([3, 0xFD, 127, 0x80], new ValueFormat(ElementType.Int8, 2, 0).Quantize([5, -5, 1000, -1000]));

    private static ValueHistogram Of(float[] values)
    {
        var histogram = new ValueHistogram();
        histogram.Add(values);
        return histogram;
    }
}
