using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class SensorTests
{
    private readonly TestContext _context = new();
    private readonly float[] _buffer = new float[64];

    [Fact]
    public void ReplayKeepsItsOwnTime()
    {
        using var sensor = new ReplaySensor(Ramp(100), 100, 1, false, _context.Device.HealthOf("replay"));
        const long start = 7_000_000_000;
        sensor.Maintain(start);
        Assert.Equal(0, sensor.Read(_buffer, start).Frames);
        Assert.Equal(start + 10_000_000, sensor.DueNs(1));
        Assert.Equal(1, sensor.Read(_buffer, sensor.DueNs(1)).Frames);
        Assert.Equal(0f, _buffer[0]);
        Assert.Equal(4, sensor.Read(_buffer, start + 55_000_000).Frames);
        Assert.Equal([1f, 2f, 3f, 4f], _buffer[..4]);
    }

    [Fact]
    public void ReplayAsFastAsItIsTakenEndsOnce()
    {
        using var sensor = new ReplaySensor(Ramp(100), 100, 0, false, _context.Device.HealthOf("replay"));
        sensor.Maintain(0);
        Assert.Equal(new SensorRead(64, SensorStatus.Ok), sensor.Read(_buffer, 0));
        Assert.Equal(new SensorRead(36, SensorStatus.Ok), sensor.Read(_buffer, 0));
        Assert.Equal(new SensorRead(0, SensorStatus.Ended), sensor.Read(_buffer, 0));
    }

    [Fact]
    public void ALoopSaysWhereItsSeamIs()
    {
        using var sensor = new ReplaySensor(Ramp(3), 100, 0, true, _context.Device.HealthOf("replay"));
        sensor.Maintain(0);
        Assert.Equal(new SensorRead(3, SensorStatus.Ok), sensor.Read(_buffer, 0));
        Assert.Equal(new SensorRead(3, SensorStatus.Gap), sensor.Read(_buffer, 0));
    }

    [Fact]
    public void ARecordingWithoutRateNeedsOne()
    {
        var file = Path.ChangeExtension(Path.GetTempFileName(), ".csv");
        File.WriteAllText(file, "x\n1\n2\n");
        DeviceFactory.CreateSensor(_context.Settings($$"""{ "kind": "replay", "file": "{{file}}" }"""), _context.Device);
        Assert.StartsWith("$.sampleRateHz: found nothing", Assert.Single(_context.Mistakes));
        File.Delete(file);
    }

    [Fact]
    public void AMissingRecordingIsAMistakeAtItsPath()
    {
        Assert.Null(DeviceFactory.CreateSensor(_context.Settings("""{ "kind": "replay", "file": "none.csv" }"""), _context.Device));
        Assert.Contains("$.file: found", Assert.Single(_context.Mistakes));
    }

    [Fact]
    public void SyntheticSignalsAreTheSameEveryTime()
    {
        var signal = new SyntheticSignal
        {
            Channels = 2,
            SampleRateHz = 8,
            FrequencyHz = 1,
            Amplitude = 2,
            Speed = 0,
            FrameLimit = 9,
        };
        using var sensor = new SyntheticSensor(signal, _context.Device.HealthOf("synthetic"));
        sensor.Maintain(0);
        Assert.Equal(new SensorRead(9, SensorStatus.Ok), sensor.Read(_buffer, 0));
        Assert.Equal(new SensorRead(0, SensorStatus.Ended), sensor.Read(_buffer[9..], 0));
        Assert.Equal(2f, _buffer[2 * 2], 5);
        Assert.Equal(2f, _buffer[1], 5);
        Assert.Equal(-2f, _buffer[(2 * 4) + 1], 5);

        var noisy = signal with { Noise = 1, FrameLimit = 0 };
        float[] first = new float[2000], second = new float[2000];
        foreach (var samples in new[] { first, second })
        {
            using var source = new SyntheticSensor(noisy, _context.Device.HealthOf("synthetic"));
            source.Maintain(0);
            source.Read(samples, 0);
        }

        Assert.Equal(first, second);
        Assert.InRange(first.Average(), -0.2, 0.2);
    }

    private static Recording Ramp(int frames) => new([.. Enumerable.Range(0, frames).Select(i => (float)i)], 1, 0);
}
