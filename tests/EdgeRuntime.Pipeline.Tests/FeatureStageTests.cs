namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Features against their definitions, term by term in double precision.</summary>
public class FeatureStageTests
{
    [Fact]
    public void DetrendTakesMeanOrLineFromEveryChannel()
    {
        // Channel 0: a line with an oscillation that no line explains; channel 1: a constant.
        var window = Enumerable.Range(0, 40).SelectMany(i => new[] { 3 + (0.5f * i) + (i % 2 == 0 ? 1 : -1), 7f }).ToArray();
        var mean = Stages.Run([40, 2], window, Stages.Of("detrend"));
        Assert.Equal(0, mean.Where((_, i) => i % 2 == 0).Average(x => (double)x), 1e-5);
        Assert.All(mean.Where((_, i) => i % 2 == 1), x => Assert.Equal(0, x));

        var linear = Stages.Run([1, 40, 2], window, Stages.Of("detrend", ("type", "linear")));
        var (x, residue) = (Enumerable.Range(0, 40).Select(i => (double)i).ToArray(), linear.Where((_, i) => i % 2 == 0).ToArray());
        Assert.Equal(0, residue.Sum(r => (double)r), 1e-4);
        Assert.Equal(0, residue.Zip(x, (r, t) => r * t).Sum(), 1e-3);
        Assert.All(residue, r => Assert.InRange(Math.Abs(r), 0.9, 1.1));
    }

    [Fact]
    public void StatisticsAreTheirDefinitions()
    {
        var samples = Stages.Noise(6, 3 * 100);
        string[] names = ["mean", "std", "rms", "peak", "min", "max", "peakToPeak", "crest", "skewness", "kurtosis", "zeroCrossings"];
        var output = Stages.Run([3, names.Length], samples, Stages.Of("statistics", ("frameLength", 100), ("features", string.Join(',', names))));
        for (var piece = 0; piece < 3; piece++)
        {
            var x = samples.Skip(100 * piece).Take(100).Select(s => (double)s).ToArray();
            double Moment(int k) => x.Average(v => Math.Pow(v - x.Average(), k));
            var (rms, std) = (Math.Sqrt(x.Average(v => v * v)), Math.Sqrt(Moment(2)));
            double[] expected =
            [
                x.Average(), std, rms, x.Max(Math.Abs), x.Min(), x.Max(), x.Max() - x.Min(), x.Max(Math.Abs) / rms,
                Moment(3) / Math.Pow(std, 3), (Moment(4) / Math.Pow(std, 4)) - 3, x.Zip(x.Skip(1), (p, q) => p < 0 != q < 0 ? 1 : 0).Sum(),
            ];
            for (var f = 0; f < names.Length; f++)
            {
                Assert.True(Math.Abs(expected[f] - output[(piece * names.Length) + f]) < 1e-5, $"{names[f]}: {output[(piece * names.Length) + f]}, expected {expected[f]}");
            }
        }
    }

    [Fact]
    public void StatisticsOverlapAndKeepChannelsApart()
    {
        var samples = Stages.Noise(7, 30 * 2);
        var both = Stages.Run([3, 2, 2], samples, Stages.Of("statistics", ("frameLength", 10), ("frameStride", 10), ("channels", 2), ("features", "rms,max")));
        for (var c = 0; c < 2; c++)
        {
            var one = Stages.Run(
                [3, 2], [.. samples.Where((_, i) => i % 2 == c)], Stages.Of("statistics", ("frameLength", 10), ("features", "rms,max")));
            Assert.Equal(one, Enumerable.Range(0, 3).SelectMany(p => both[((p * 4) + (2 * c))..((p * 4) + (2 * c) + 2)]));
        }

        var overlapping = Stages.Run([5, 1], samples[..30], Stages.Of("statistics", ("frameLength", 10), ("frameStride", 5), ("features", "max")));
        Assert.Equal(Enumerable.Range(0, 5).Select(i => samples[(5 * i)..((5 * i) + 10)].Max()), overlapping);
    }

    [Fact]
    public void ConstantsAndZerosHaveNoShape()
    {
        Assert.Equal([0f, 0f, 0f, 0f], Stages.Run([4], new float[8], Stages.Of("statistics", ("frameLength", 8), ("features", "crest,skewness,kurtosis,zeroCrossings"))));
        Assert.Equal([2f], Stages.Run([1], [1, 0, -1, 0, 0, -2, 3, 0], Stages.Of("statistics", ("frameLength", 8), ("features", "zeroCrossings"))));
    }

    [Theory]
    [InlineData("magnitude")]
    [InlineData("power")]
    [InlineData("decibel")]
    public void ASpectrogramIsTheFourierTransformOfEachFrame(string scale)
    {
        var samples = Stages.Noise(8, 12 + (2 * 5));
        var output = Stages.Run([3, 9], samples, Stages.Of("spectrum", ("frameLength", 12), ("frameStride", 5), ("scale", scale)));
        for (var frame = 0; frame < 3; frame++)
        {
            for (var k = 0; k <= 8; k++)
            {
                var sum = System.Numerics.Complex.Zero;
                for (var n = 0; n < 12; n++)
                {
                    var weight = 0.5 - (0.5 * Math.Cos(2 * Math.PI * n / 12));
                    sum += samples[(5 * frame) + n] * weight * System.Numerics.Complex.FromPolarCoordinates(1, -2 * Math.PI * k * n / 16);
                }

                var power = (sum.Real * sum.Real) + (sum.Imaginary * sum.Imaginary);
                var expected = scale == "power" ? power : scale == "magnitude" ? Math.Sqrt(power) : 10 * Math.Log10(power + 1e-6);
                Assert.Equal(expected, output[(frame * 9) + k], scale == "decibel" ? 1e-3 : 1e-5);
            }
        }
    }

    [Fact]
    public void PcenIsItsTwoEquations()
    {
        var energies = Array.ConvertAll(Stages.Noise(9, 30 * 4), Math.Abs);
        var output = Stages.Run([1, 30, 4], energies, Stages.Of("pcen", ("smoothing", 0.1), ("gain", 0.8), ("bias", 1.5), ("power", 0.4), ("floor", 1e-3)));
        for (var c = 0; c < 4; c++)
        {
            double mean = energies[c];
            for (var t = 0; t < 30; t++)
            {
                double energy = energies[(t * 4) + c];
                mean = t == 0 ? energy : (0.9 * mean) + (0.1 * energy);
                var expected = Math.Pow((energy / Math.Pow(1e-3 + mean, 0.8)) + 1.5, 0.4) - Math.Pow(1.5, 0.4);
                Assert.Equal(expected, output[(t * 4) + c], 1e-6);
            }
        }
    }

    [Fact]
    public void NoiseSuppressionTakesTheRunningMeanAndLeavesAShare()
    {
        var energies = Array.ConvertAll(Stages.Noise(10, 20 * 3), Math.Abs);
        var output = Stages.Run([20, 3], energies, Stages.Of("noiseSuppression", ("smoothing", 0.5), ("minSignalRemaining", 0.25)));
        for (var c = 0; c < 3; c++)
        {
            var noise = 0.0;
            for (var t = 0; t < 20; t++)
            {
                double energy = energies[(t * 3) + c];
                noise = (0.5 * noise) + (0.5 * energy);
                Assert.Equal(Math.Max(energy - noise, 0.25 * energy), output[(t * 3) + c], 1e-6);
            }
        }
    }

    [Theory]
    [InlineData("logMel")]
    [InlineData("mfcc")]
    [InlineData("spectrum")]
    public void FramesOfAStreamAreThoseOfTheWindowByteForByte(string kind)
    {
        (string, object)[] shared = [("frameLength", 40), ("frameStride", 13), ("fftSize", 64)];
        (string, object)[] own = kind == "spectrum" ? [] : [("sampleRateHz", 8000), ("melBins", 6), .. kind == "mfcc" ? [("coefficients", (object)6)] : Array.Empty<(string, object)>()];
        var columns = kind == "spectrum" ? 33 : 6;
        var samples = Stages.Noise(11, 40 + (13 * 9));
        var expected = Stages.Run([10, columns], samples, Stages.Of(kind, [.. shared, .. own]));
        var stream = Preprocessor.Create([Stages.Of(kind, [.. shared, .. own, ("over", "stream")])], Stages.Real(10, columns)).Stream!;
        foreach (var piece in new[] { 1, 13, 50 })
        {
            stream.Reset();
            stream.Prepare(piece);
            var output = new List<float>();
            for (var at = 0; at < samples.Length; at += piece)
            {
                output.AddRange(stream.Apply(samples.AsSpan(at, Math.Min(piece, samples.Length - at))));
            }

            Assert.Equal(expected, output);
        }
    }

    [Fact]
    public void EnergiesWithoutALogarithmAreItsArguments()
    {
        var samples = Stages.Noise(12, 64);
        (string, object)[] numbers = [("sampleRateHz", 8000), ("frameLength", 64), ("frameStride", 64), ("melBins", 8), ("logOffset", 1e-3)];
        var (log, linear) = (Stages.Run([1, 8], samples, Stages.Of("logMel", numbers)), Stages.Run([1, 8], samples, Stages.Of("logMel", [.. numbers, ("compression", "none")])));
        Assert.All(Enumerable.Range(0, 8), m => Assert.Equal(log[m], Math.Log(linear[m] + 1e-3), 1e-5));
    }

    [Fact]
    public void StagesThatRememberAllocateNothing()
    {
        Model.PreprocessStage[] stages =
        [
            Stages.Of("resample", ("fromHz", 44_100), ("toHz", 16_000)),
            Stages.Of("butterworth", ("band", "highpass"), ("sampleRateHz", 16_000), ("lowHz", 80)),
            Stages.Of("microFrontend", ("sampleRateHz", 16_000)),
            Stages.Of("noiseSuppression"),
            Stages.Of("pcen"),
        ];
        var preprocessor = Preprocessor.Create([.. stages.Select(WithStream)], Stages.Real(1, 4, 40));
        var (window, bytes, samples) = (new SampleWindow(4, 40), new byte[4 * 160], Stages.Noise(13, 441));
        preprocessor.Stream!.Prepare(441);
        void Feed()
        {
            for (var i = 0; i < 20; i++)
            {
                window.Push(preprocessor.Stream!.Apply(samples));
            }

            preprocessor.FillWindow(window.Latest, bytes);
        }

        Feed();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Feed();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Model.PreprocessStage WithStream(Model.PreprocessStage stage)
    {
        stage.Options = new Dictionary<string, string>(stage.Options!) { ["over"] = "stream" };
        return stage;
    }

    [Fact]
    public void MistakesAreNamed()
    {
        Assert.Contains("'features' is missing", Stages.Refusal([2], Stages.Of("statistics", ("frameLength", 8))));
        Assert.Contains("did you mean 'kurtosis'?", Stages.Refusal([2], Stages.Of("statistics", ("frameLength", 8), ("features", "rms,kurtosys"))));
        Assert.Contains("multiple of its 3 features", Stages.Refusal([2], Stages.Of("statistics", ("frameLength", 8), ("features", "rms,std,crest"))));
        Assert.Contains("'fftSize' is 12", Stages.Refusal([7], Stages.Of("spectrum", ("frameLength", 12), ("frameStride", 5), ("fftSize", 12))));
        Assert.Contains("did you mean 'linear'?", Stages.Refusal([2], Stages.Of("detrend", ("type", "liner"))));
    }
}
