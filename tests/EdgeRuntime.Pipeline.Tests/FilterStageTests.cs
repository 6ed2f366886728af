using EdgeRuntime.Model;

namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Filters against their formulas, computed another way: frequency responses in closed form, convolutions term by term.</summary>
public class FilterStageTests
{
    private const int Rate = 1000;

    [Theory]
    [InlineData(1, 100)]
    [InlineData(2, 50)]
    [InlineData(3, 240)]
    [InlineData(4, 400)]
    [InlineData(7, 120)]
    public void AButterworthLowPassHasItsClosedForm(int order, double cornerHz)
    {
        var sections = ButterworthDesign.LowOrHigh(order, Tangent(cornerHz), isLow: true);
        Assert.Equal((order + 1) / 2, sections.Length);
        Assert.All(Frequencies, hz => Assert.Equal(
            1 / (1 + Math.Pow(Tangent(hz) / Tangent(cornerHz), 2 * order)), Power(sections, hz), 1e-9));
    }

    [Theory]
    [InlineData(1, 100)]
    [InlineData(4, 30)]
    [InlineData(5, 300)]
    public void AButterworthHighPassHasItsClosedForm(int order, double cornerHz)
    {
        var sections = ButterworthDesign.LowOrHigh(order, Tangent(cornerHz), isLow: false);
        Assert.All(Frequencies, hz => Assert.Equal(
            1 / (1 + Math.Pow(Tangent(cornerHz) / Tangent(hz), 2 * order)), Power(sections, hz), 1e-9));
    }

    [Theory]
    [InlineData(1, 50, 80)]
    [InlineData(2, 10, 300)]
    [InlineData(3, 100, 110)]
    [InlineData(4, 20, 40)]
    public void AButterworthBandPassHasItsClosedForm(int order, double lowHz, double highHz)
    {
        var (low, high) = (Tangent(lowHz), Tangent(highHz));
        var sections = ButterworthDesign.Band(order, low, high);
        Assert.Equal(order, sections.Length);
        Assert.All(sections, s => Assert.True(s.IsStable));
        Assert.All(Frequencies, hz =>
        {
            var w = ((Tangent(hz) * Tangent(hz)) - (low * high)) / (Tangent(hz) * (high - low));
            Assert.Equal(1 / (1 + Math.Pow(w, 2 * order)), Power(sections, hz), 1e-8);
        });
    }

    [Fact]
    public void CoefficientsAreSciPys()
    {
        // scipy.signal.butter(2, 0.5): b = 0.29289322 0.58578644 0.29289322, a = 1 0 0.17157288.
        var half = Assert.Single(ButterworthDesign.LowOrHigh(2, Math.Tan(Math.PI / 4), isLow: true));
        Assert.Equal(0.29289322, half.B0, 8);
        Assert.Equal(0.58578644, half.B1, 8);
        Assert.Equal(0, half.A1, 8);
        Assert.Equal(0.17157288, half.A2, 8);
    }

    [Theory]
    [InlineData("fir")]
    [InlineData("biquad")]
    public void FiltersAreTheirDifferenceEquationInEveryChannel(string kind)
    {
        double[] b = [0.5, -0.25, 0.125], a = kind == "fir" ? [] : [-0.9, 0.4];
        var stage = kind == "fir" ? Stages.Of("fir", ("taps", b)) : Stages.Of("biquad", ("sections", (double[])[2 * b[0], 2 * b[1], 2 * b[2], 2, 2 * a[0], 2 * a[1]]));
        var samples = Stages.Noise(1, 50 * 3);
        var output = Stages.Run([50, 3], samples, stage);
        for (var c = 0; c < 3; c++)
        {
            var y = new double[50];
            for (var n = 0; n < 50; n++)
            {
                y[n] = b.Select((tap, k) => n >= k ? tap * samples[((n - k) * 3) + c] : 0).Sum() - a.Select((p, k) => n > k ? p * y[n - k - 1] : 0).Sum();
                Assert.Equal(y[n], output[(n * 3) + c], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("fir")]
    [InlineData("biquad")]
    [InlineData("butterworth")]
    [InlineData("resample")]
    [InlineData("linear")]
    public void AStreamInPiecesIsTheWholeStreamByteForByte(string kind)
    {
        var stage = kind switch
        {
            "fir" => Stages.Of("fir", ("taps", (double[])[0.2, 0.3, 0.1, 0.4]), ("over", "stream")),
            "biquad" => Stages.Of("biquad", ("sections", (double[])[0.2, 0.4, 0.2, 1, -0.5, 0.3]), ("over", "stream")),
            "butterworth" => Stages.Of(
                "butterworth", ("band", "bandpass"), ("order", 3), ("sampleRateHz", 100), ("lowHz", 5), ("highHz", 20), ("over", "stream")),
            "linear" => Stages.Of("resample", ("fromHz", 3), ("toHz", 2), ("method", "linear"), ("over", "stream")),
            _ => Stages.Of("resample", ("fromHz", 441), ("toHz", 160), ("over", "stream")),
        };
        var samples = Stages.Noise(2, 900 * 2);
        SampleStream Stream() => Preprocessor.Create([stage], Stages.Real(10, 2)).Stream!;
        var whole = Stream();
        whole.Prepare(900);
        var expected = whole.Apply(samples).ToArray();
        Assert.InRange(expected.Length, 2 * 200, samples.Length);
        foreach (var piece in new[] { 1, 7, 64 })
        {
            var (stream, output) = (Stream(), new List<float>());
            stream.Prepare(piece);
            for (var at = 0; at < samples.Length; at += 2 * piece)
            {
                output.AddRange(stream.Apply(samples.AsSpan(at, Math.Min(2 * piece, samples.Length - at))));
            }

            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void ARampAtAnotherRateIsTheSameRamp()
    {
        var linear = Stages.Run([30], [.. Enumerable.Range(0, 60).Select(i => (float)i)], Stages.Of("resample", ("fromHz", 2), ("toHz", 1), ("method", "linear")));
        Assert.Equal(Enumerable.Range(0, 30).Select(i => 2f * i), linear);
        var up = Stages.Run([58], [.. Enumerable.Range(0, 29).Select(i => (float)i)], Stages.Of("resample", ("fromHz", 50), ("toHz", 100), ("method", "linear")));
        Assert.All(Enumerable.Range(0, 57), i => Assert.Equal(i / 2f, up[i], 1e-6f));
    }

    [Fact]
    public void AToneSurvivesThePolyphaseFilterAndWhatIsTooHighDoesNot()
    {
        float[] Tone(double hz, int rate, int count) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(2 * Math.PI * hz * i / rate))];
        var stage = Stages.Of("resample", ("fromHz", 48_000), ("toHz", 16_000));
        var (tone, expected) = (Stages.Run([1600], Tone(1000, 48_000, 4800), stage), Tone(1000, 16_000, 1600));
        Assert.All(Enumerable.Range(200, 1200), i => Assert.Equal(expected[i], tone[i], 2e-3f));
        Assert.All(Stages.Run([1600], Tone(10_000, 48_000, 4800), stage)[200..1400], x => Assert.InRange(x, -1e-3f, 1e-3f));
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("b0 b1 b2 a0 a1 a2", Stages.Refusal([4], Stages.Of("biquad", ("sections", (double[])[1, 2, 3]))));
        Assert.Contains("it is not stable", Stages.Refusal([4], Stages.Of("biquad", ("sections", (double[])[1, 0, 0, 1, 0, 1.5]))));
        Assert.Contains("a bandpass needs it above 0", Stages.Refusal([4], Stages.Of("butterworth", ("band", "bandpass"), ("sampleRateHz", 10), ("highHz", 2))));
        Assert.Contains("not below 'highHz'", Stages.Refusal([4], Stages.Of("butterworth", ("band", "bandpass"), ("sampleRateHz", 10), ("lowHz", 3), ("highHz", 2))));
        Assert.Contains("did you mean 'highpass'?", Stages.Refusal([4], Stages.Of("butterworth", ("band", "higpass"), ("sampleRateHz", 10), ("lowHz", 3))));
        Assert.Contains("rates with more in common", Stages.Refusal([4], Stages.Of("resample", ("fromHz", 3), ("toHz", 100_003))));
        Assert.Contains("frames of 3 channels", Stages.Refusal([4], Stages.Of("fir", ("taps", 1), ("channels", 3))));
    }

    private static IEnumerable<double> Frequencies => Enumerable.Range(1, 49).Select(i => i * Rate / 100.0);

    private static double Tangent(double hz) => Math.Tan(Math.PI * hz / Rate);

    private static double Power(IEnumerable<BiquadSection> sections, double hz)
    {
        var z = System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * hz / Rate);
        return sections.Aggregate(1.0, (power, s) =>
        {
            var h = (s.B0 + (s.B1 * z) + (s.B2 * z * z)) / (1 + (s.A1 * z) + (s.A2 * z * z));
            return power * (h.Real * h.Real + (h.Imaginary * h.Imaginary));
        });
    }
}
