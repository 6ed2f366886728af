using System.Runtime.InteropServices;

namespace EdgeRuntime.Pipeline.Tests;

/// <summary>Audio stages against the formulas of their docstrings, computed straight from the definitions with the C library's functions.</summary>
public class AudioStageTests
{
    private const int Seed = 7;

    [Fact]
    public void FramesOverlap() => Assert.Equal(
        [1, 2, 3, 3, 4, 5, 5, 6, 7],
        Stages.Run([1, 3, 3], [1, 2, 3, 4, 5, 6, 7], Stages.Of("frames", ("frameLength", 3), ("frameStride", 2))));

    [Fact]
    public void WindowsAreTheTextbooks()
    {
        Same([0, 0.5, 1, 0.5], Stages.Run([1, 4], [1, 1, 1, 1], Stages.Of("window", ("function", "hann"))));
        Same([0.08, 0.54, 1, 0.54], Stages.Run([1, 4], [1, 1, 1, 1], Stages.Of("window", ("function", "hamming"))));
        Same([0, 0.75, 0.75, 0, 0, 0.75, 0.75, 0], Stages.Run(
            [1, 8], [1, 1, 1, 1, 1, 1, 1, 1], Stages.Of("window", ("length", 4), ("symmetry", "symmetric"))));
    }

    [Theory]
    [InlineData("htk", "magnitude", "none", "hann", 30, 64, 20, 0)]
    [InlineData("htk", "power", "area", "hamming", 64, 0, 0, 3000)]
    [InlineData("slaney", "power", "area", "hann", 50, 128, 0, 0)]
    [InlineData("slaney", "magnitude", "none", "rectangular", 33, 0, 300, 2500)]
    public void LogMelFollowsItsDefinition(string scale, string spectrum, string norm, string window, int length, int fftSize, int lowHz, int highHz)
    {
        const int frames = 3, bins = 7, stride = 13;
        var samples = Stages.Noise(Seed, ((frames - 1) * stride) + length);
        var found = Stages.Run([1, frames, bins, 1], samples, Stages.Of("logMel", Parameters(scale, spectrum, norm, window, length, fftSize, lowHz, highHz)));
        for (var f = 0; f < frames; f++)
        {
            var frame = samples.AsSpan(f * stride, length).ToArray();
            Same(Reference(frame, scale, spectrum, norm, window, fftSize, lowHz, highHz, bins), found.AsSpan(f * bins, bins));
        }
    }

    [Theory]
    [InlineData("orthonormal")]
    [InlineData("htk")]
    public void MfccIsTheCosineTransformOfLogMel(string dct)
    {
        const int frames = 2, bins = 7, coefficients = 4, stride = 13, length = 40;
        var samples = Stages.Noise(Seed, stride + length);
        var parameters = Parameters("htk", "magnitude", "none", "hann", length, 64, 20, 4000);
        var found = Stages.Run([1, frames * coefficients], samples, Stages.Of("mfcc", [.. parameters, ("coefficients", coefficients), ("dct", dct)]));
        for (var f = 0; f < frames; f++)
        {
            var logMel = Reference(samples.AsSpan(f * stride, length).ToArray(), "htk", "magnitude", "none", "hann", 64, 20, 4000, bins);
            var expected = Enumerable.Range(0, coefficients).Select(k =>
                (k == 0 && dct == "orthonormal" ? Math.Sqrt(1.0 / bins) : Math.Sqrt(2.0 / bins))
                * Enumerable.Range(0, bins).Sum(n => logMel[n] * Math.Cos(Math.PI * k * (n + 0.5) / bins)));
            Same([.. expected], found.AsSpan(f * coefficients, coefficients));
        }
    }

    [Fact]
    public void AToneLightsItsOwnBand()
    {
        // 1 kHz is 1000 mel on the HTK scale; 40 bands up to 8 kHz (2840 mel) are 69.3 mel apart: the band centred next is number 13.
        var tone = Enumerable.Range(0, 512).Select(i => (float)Math.Sin(2 * Math.PI * 1000 * i / 16000)).ToArray();
        var bands = Stages.Run([1, 40], tone, Stages.Of("logMel", ("sampleRateHz", 16000), ("frameLength", 512), ("frameStride", 512), ("melBins", 40), ("lowHz", 0)));
        Assert.Equal(13, Array.IndexOf(bands, bands.Max()));
    }

    [Fact]
    public void AKeywordWindowAllocatesNothingAndCountsItsSamples()
    {
        var preprocessor = Preprocessor.Create(
            [
                Stages.Of(
                    "mfcc", ("sampleRateHz", 16000), ("frameLength", 480), ("frameStride", 320), ("fftSize", 512), ("melBins", 40), ("lowHz", 20),
                    ("highHz", 4000), ("coefficients", 10)),
            ],
            Stages.Real(1, 49, 10, 1));
        Assert.Equal((48 * 320) + 480, preprocessor.ElementCount);
        var (samples, bytes) = (Stages.Noise(Seed, preprocessor.ElementCount), new byte[4 * 490]);
        preprocessor.Fill(samples, bytes);
        var before = GC.GetAllocatedBytesForCurrentThread();
        preprocessor.Fill(samples, bytes);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.All(MemoryMarshal.Cast<byte, float>(bytes).ToArray(), v => Assert.True(float.IsFinite(v)));
    }

    [Theory]
    [InlineData("'fftSize' is 48; expected a power of two", "fftSize", 48)]
    [InlineData("'fftSize' is 32; expected a power of two, no less than 'frameLength', which is 40", "fftSize", 32)]
    [InlineData("'lowHz' is 4000 and 'highHz' 4000", "lowHz", 4000)]
    [InlineData("'logOffset' is 0; expected a finite number above 0", "logOffset", 0)]
    [InlineData("'melBins' is 600; expected a whole number from 1 to 512", "melBins", 600)]
    [InlineData("expected frames of 6 channels", "melBins", 6)]
    [InlineData("'frameStride' is 1.5; expected a whole number", "frameStride", 1.5)]
    public void MistakesAreRefused(string expected, string name, double value)
    {
        var parameters = Parameters("htk", "power", "none", "hann", 40, 64, 20, 0).Where(p => p.Name != name).Append((name, value));
        Assert.Contains(expected, Stages.Refusal([1, 14], Stages.Of("logMel", [.. parameters])));
    }

    private static (string Name, object Value)[] Parameters(
        string scale, string spectrum, string norm, string window, int length, int fftSize, int lowHz, int highHz) =>
    [
        ("sampleRateHz", 8000), ("frameLength", length), ("frameStride", 13), ("fftSize", fftSize), ("melBins", 7), ("lowHz", lowHz), ("highHz", highHz),
        ("melScale", scale), ("spectrum", spectrum), ("norm", norm), ("window", window),
    ];

    private static double[] Reference(
        float[] frame, string scale, string spectrum, string norm, string window, int fftSize, double lowHz, double highHz, int bins)
    {
        var size = fftSize > 0 ? fftSize : frame.Length <= 32 ? 32 : 64;
        highHz = highHz > 0 ? highHz : 4000;
        var energies = Enumerable.Range(0, (size / 2) + 1).Select(k =>
        {
            double re = 0, im = 0;
            for (var n = 0; n < frame.Length; n++)
            {
                var turn = Math.Cos(2 * Math.PI * n / frame.Length);
                var x = frame[n] * (window == "hann" ? 0.5 - (0.5 * turn) : window == "hamming" ? 0.54 - (0.46 * turn) : 1);
                re += x * Math.Cos(2 * Math.PI * k * n / size);
                im -= x * Math.Sin(2 * Math.PI * k * n / size);
            }

            return spectrum == "power" ? (re * re) + (im * im) : Math.Sqrt((re * re) + (im * im));
        }).ToArray();
        double Mel(double hz) => scale == "htk" ? 2595 * Math.Log10(1 + (hz / 700))
            : hz < 1000 ? hz / (200.0 / 3) : 15 + (27 * Math.Log(hz / 1000) / Math.Log(6.4));
        double Hz(double mel) => scale == "htk" ? 700 * (Math.Pow(10, mel / 2595) - 1)
            : mel < 15 ? mel * 200 / 3 : 1000 * Math.Pow(6.4, (mel - 15) / 27);
        var corners = Enumerable.Range(0, bins + 2).Select(i => Mel(lowHz) + ((Mel(highHz) - Mel(lowHz)) * i / (bins + 1))).ToArray();
        return [.. Enumerable.Range(0, bins).Select(m =>
        {
            var (l, c, r) = scale == "htk" ? (corners[m], corners[m + 1], corners[m + 2]) : (Hz(corners[m]), Hz(corners[m + 1]), Hz(corners[m + 2]));
            var sum = energies.Select((e, k) =>
            {
                var x = scale == "htk" ? Mel(k * 8000.0 / size) : k * 8000.0 / size;
                return e * Math.Max(0, x < c ? (x - l) / (c - l) : (r - x) / (r - c));
            }).Sum();
            return Math.Log((sum * (norm == "area" ? 2 / (Hz(corners[m + 2]) - Hz(corners[m])) : 1)) + 1e-6);
        })];
    }

    private static void Same(double[] expected, ReadOnlySpan<float> found)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - found[i]) <= 1e-5 * (1 + Math.Abs(expected[i])), $"element {i}: {found[i]}, expected {expected[i]} (seed {Seed})");
        }
    }
}
