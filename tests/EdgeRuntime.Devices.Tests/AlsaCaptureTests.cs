using System.Runtime.InteropServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>The sound library itself, recording from a file through its own <c>file</c> plugin; package libasound2 of Debian.</summary>
public sealed partial class AlsaCaptureTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("alsa").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ARecordedFileComesThroughTheLibraryByteForByte(int channels)
    {
        short[] samples = [.. Enumerable.Range(0, 3200 * channels).Select(i => (short)((i * 31) - 17000))];
        Describe(samples);
        using var sensor = Sensor(channels);
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady, string.Join(' ', _context.Log));
        var frames = new float[320 * channels];
        var heard = new List<float>();
        while (heard.Count < samples.Length)
        {
            var read = sensor.Read(frames, _context.NowNs);
            Assert.NotEqual(0, read.Frames);
            heard.AddRange(frames[..(read.Frames * channels)]);
        }

        Assert.Equal(samples.Select(s => s / 32768f), heard);
    }

    [Fact]
    public void ADeviceThatIsNotThereIsNamedWithTheWayToFindOthers()
    {
        using var sensor = DeviceFactory.CreateSensor(
            _context.Settings("""{ "kind": "microphone", "device": "nowhere", "sampleRateHz": 16000 }"""), _context.Device)!;
        sensor.Maintain(_context.NowNs);
        Assert.StartsWith("lost p/microphone nowhere: nowhere: opening it: ", Assert.Single(_context.Log));
        Assert.Contains("arecord -l", _context.Log[0]);
    }

    private Microphone Sensor(int channels) =>
        new(new AlsaCapture("recorded", 16000, channels, 320), channels, 16000, 320, "microphone", _context.Device);

    /// <summary>Describes a device for the library to find, which records from a file; at the pace of "null", which has none.</summary>
    private void Describe(short[] samples)
    {
        var (recorded, description) = (Path.Combine(_directory, "sound.raw"), Path.Combine(_directory, "alsa.conf"));
        File.WriteAllBytes(recorded, MemoryMarshal.AsBytes<short>(samples));
        File.WriteAllText(description, $$"""
            pcm.recorded { type file slave.pcm { type null } file "/dev/null" infile "{{recorded}}" format "raw" }
            """);
        Assert.Equal(0, SetEnvironment("ALSA_CONFIG_PATH", description, 1));
    }

    /// <summary>The library asks its own environment, which .NET's does not change.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int replaces);
}
