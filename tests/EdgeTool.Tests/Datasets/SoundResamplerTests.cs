using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool.Tests.Datasets;

public class SoundResamplerTests
{
    [Theory]
    [InlineData(8000, 16000)]
    [InlineData(44100, 16000)]
    [InlineData(48000, 16000)]
    [InlineData(16000, 22050)]
    public void AToneKeepsItsFrequencyAndLoudness(int fromHz, int toHz)
    {
        var resampled = new SoundResampler(fromHz, toHz).Apply(Tone(1000, fromHz, fromHz / 4));
        var expected = Tone(1000, toHz, toHz / 4);
        Assert.Equal(expected.Length, resampled.Length);
        for (var i = toHz / 50; i < expected.Length - (toHz / 50); i++)
        {
            Assert.Equal(expected[i], resampled[i], 2e-3f);
        }
    }

    [Fact]
    public void WhatTheLowerRateCannotHoldIsGone()
    {
        var resampled = new SoundResampler(48000, 16000).Apply(Tone(10_000, 48000, 12000));
        Assert.All(resampled[200..^200], v => Assert.InRange(v, -1e-3f, 1e-3f));
    }

    [Fact]
    public void SoundsOfAnotherRateAreResampledBeforeTheyAreCut()
    {
        using var folder = new TempFolder();
        folder.Write("yes/a.wav", Wav(8000, Tone(500, 8000, 8000)));
        var dataset = DatasetReader.Open(folder.Path, new Shape(1, 8000), sampleRateHz: 16000);
        Assert.Equal(2, dataset.Count);
        Assert.Contains("resampled from 8000 to 16000", dataset.Format, StringComparison.Ordinal);
        var (window, expected) = (dataset.Read(1), Tone(500, 16000, 16000)[8000..]);
        Assert.Equal(16000, window.SampleRateHz);
        Assert.Equal(expected[4000], window.Values[4000], 2e-3f);
        Assert.Single(Enumerable.Range(0, DatasetReader.Open(folder.Path, new Shape(1, 8000)).Count));
    }

    private static float[] Tone(double hz, int rateHz, int count) =>
        [.. Enumerable.Range(0, count).Select(i => 0.5f * (float)Math.Sin(2 * Math.PI * hz * i / rateHz))];

    /// <summary>One channel of 16-bit PCM.</summary>
    private static byte[] Wav(int rateHz, float[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + (2 * samples.Length));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write([(byte)1, (byte)0, (byte)1, (byte)0]);
        writer.Write(rateHz);
        writer.Write(2 * rateHz);
        writer.Write([(byte)2, (byte)0, (byte)16, (byte)0]);
        writer.Write("data"u8);
        writer.Write(2 * samples.Length);
        foreach (var sample in samples)
        {
            writer.Write((short)MathF.Round(sample * short.MaxValue));
        }

        writer.Flush();
        return stream.ToArray();
    }
}
