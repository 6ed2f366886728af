using System.Text;

namespace EdgeRuntime.Devices.Tests;

public sealed class RecordingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("recording").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void CsvGivesItsColumnsByName()
    {
        var file = Write("a.csv", "t, ax,\"ay\"\n0,1.5,-2\n\n1,2.5e1,-3\n"u8);
        Assert.Equal([0f, 1.5f, -2f, 1f, 25f, -3f], Recording.Load(file).Frames);
        var chosen = Recording.Load(file, ["ay", "ax"]);
        Assert.Equal([-2f, 1.5f, -3f, 25f], chosen.Frames);
        Assert.Equal((2, 2, 0), (chosen.Channels, chosen.FrameCount, (int)chosen.SampleRateHz));
    }

    [Theory]
    [InlineData("a,b\n1,2\n3\n", "line 3 has 1 columns; the header has 2")]
    [InlineData("a,b\n1,x\n", "line 2, column 2: 'x' is no number")]
    [InlineData("1,2\n3,4\n", "expected column names")]
    [InlineData("a,b\n", "no samples")]
    [InlineData("", "header line is missing")]
    public void CsvMistakesNameTheLine(string text, string expected) =>
        Assert.Contains(expected, Refused("a.csv", Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void AnUnknownColumnGetsAHint()
    {
        var e = Assert.Throws<RecordingException>(() => Recording.Load(Write("a.csv", "accX,accY\n1,2\n"u8), ["accx"]));
        Assert.Contains("did you mean 'accX'?", e.Message);
    }

    [Fact]
    public void WavPcmBecomesFractionsOfFullScale()
    {
        var recording = Recording.Load(Write("a.wav", Wav(1, 2, 16000, 16, [0, 0, 0, 128, 255, 127, 0, 64], junkChunk: true)));
        Assert.Equal([0f, -1f, 32767 / 32768f, 0.5f], recording.Frames);
        Assert.Equal((2, 16000.0), (recording.Channels, recording.SampleRateHz));
    }

    [Fact]
    public void WavFloatIsTakenAsItIs()
    {
        var data = new byte[8];
        BitConverter.TryWriteBytes(data, 0.25f);
        BitConverter.TryWriteBytes(data.AsSpan(4), -3f);
        Assert.Equal([0.25f, -3f], Recording.Load(Write("a.wav", Wav(3, 1, 8000, 32, data))).Frames);
    }

    [Fact]
    public void WavOfAnotherKindIsRefused()
    {
        Assert.Contains("format 6 with 8 bits", Refused("a.wav", Wav(6, 1, 8000, 8, new byte[4])));
        Assert.Contains("0 channels", Refused("a.wav", Wav(1, 0, 8000, 16, new byte[4])));
        Assert.Contains("RIFF", Refused("a.wav", new byte[50]));
        Assert.Contains("no data chunk", Refused("a.wav", Wav(1, 1, 8000, 16, [])[..36]));
    }

    [Theory]
    [InlineData("(3, 2)", 2)]
    [InlineData("(6,)", 1)]
    public void NpyGivesFramesAndChannels(string shape, int channels)
    {
        var data = new short[] { 1, -2, 3, -4, 5, -6 };
        var recording = Recording.Load(Write("a.npy", Npy("<i2", shape, System.Runtime.InteropServices.MemoryMarshal.AsBytes<short>(data))));
        Assert.Equal([1f, -2f, 3f, -4f, 5f, -6f], recording.Frames);
        Assert.Equal(channels, recording.Channels);
    }

    [Fact]
    public void NpyOfImagesGivesAFrameForEach()
    {
        var recording = Recording.Load(Write("a.npy", Npy("|u1", "(2, 1, 2, 3)", [.. Enumerable.Range(244, 12).Select(i => (byte)i)])));
        Assert.Equal((6, 2), (recording.Channels, recording.FrameCount));
        Assert.Equal([250f, 255f], [recording.Frames[6], recording.Frames[11]]);
    }

    [Fact]
    public void NpyOfAnotherKindIsRefused()
    {
        Assert.Contains("<f8", Refused("a.npy", Npy("<f8", "(1,)", new byte[8])));
        Assert.Contains("shape (2, 2)", Refused("a.npy", Npy("<f4", "(2, 2)", new byte[12])));
        Assert.Contains("shape (2, 0)", Refused("a.npy", Npy("<f4", "(2, 0)", [])));
        Assert.Contains("Fortran", Refused("a.npy", Npy("<f4", "(1,)", new byte[4], fortran: "True")));
        Assert.Contains("does not start", Refused("a.npy", new byte[20]));
    }

    [Fact]
    public void EveryTruncationIsRefusedOrShorterNeverAnythingElse()
    {
        byte[][] files = [Wav(1, 2, 16000, 16, new byte[16], junkChunk: true), Npy("<f4", "(2, 2)", new byte[16])];
        foreach (var (bytes, name) in files.Zip(["a.wav", "a.npy"]))
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                try
                {
                    Assert.True(Recording.Load(Write(name, bytes.AsSpan(0, length))).FrameCount > 0);
                }
                catch (RecordingException)
                {
                    // Refused, as it should be.
                }
            }
        }
    }

    private string Refused(string name, byte[] bytes) => Assert.Throws<RecordingException>(() => Recording.Load(Write(name, bytes))).Message;

    private string Write(string name, ReadOnlySpan<byte> bytes)
    {
        var file = Path.Combine(_directory, name);
        File.WriteAllBytes(file, bytes);
        return file;
    }

    private static byte[] Wav(short tag, short channels, int rate, short bits, byte[] data, bool junkChunk = false)
    {
        var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("RIFF"u8);
        writer.Write(36 + data.Length);
        writer.Write("WAVE"u8);
        if (junkChunk)
        {
            writer.Write("LIST"u8);
            writer.Write(3);
            writer.Write(new byte[4]);
        }

        writer.Write("fmt "u8);
        writer.Write(16);
        writer.Write(tag);
        writer.Write(channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write(bits);
        writer.Write("data"u8);
        writer.Write(data.Length);
        writer.Write(data);
        return stream.ToArray();
    }

    private static byte[] Npy(string type, string shape, ReadOnlySpan<byte> data, string fortran = "False")
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}".PadRight(117) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.Latin1.GetBytes(header), .. data];
    }
}
