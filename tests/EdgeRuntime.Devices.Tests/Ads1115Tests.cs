using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class Ads1115Tests
{
    private readonly TestContext _context = new();
    private readonly Ads1115Bus _bus = new([1.0, 0.25, -0.05, 1.5]);

    [Theory]
    [InlineData("""["A0"]""", "2.048", "128", new[] { 1.0 }, 0xC483)]
    [InlineData("""["A3"]""", "4.096", "860", new[] { 1.5 }, 0xF2E3)]
    [InlineData("""["A0-A1"]""", "1.024", "8", new[] { 0.75 }, 0x8603)]
    [InlineData("""["A1", "A0-A3", "A2"]""", "2.048", "475", new[] { 0.25, -0.5, -0.05 }, 0xE5C3)]
    [InlineData("""["A2-A3", "A1-A3"]""", "0.256", "860", new[] { -0.256, -0.256 }, 0xABE3)]
    public void InputsAreGivenInVolts(string channels, string rangeV, string dataRateHz, double[] expected, int config)
    {
        using var sensor = Sensor($$"""{ "kind": "ads1115", "sampleRateHz": 1, "channels": {{channels}}, "rangeV": "{{rangeV}}", "dataRateHz": "{{dataRateHz}}" }""");
        var frame = new float[sensor!.Channels];
        sensor.Maintain(_context.NowNs);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(frame, sensor.DueNs(1)));
        Assert.All(expected.Zip(frame), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
        Assert.Equal(config, _bus.Config);
    }

    [Fact]
    public void AConversionThatDoesNotEndIsAFault()
    {
        using var sensor = Sensor("""{ "kind": "ads1115", "sampleRateHz": 1, "mode": "singleShot", "dataRateHz": "860" }""");
        sensor!.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
        _bus.IsStuck = true;
        Assert.Equal(default, sensor.Read(new float[1], sensor.DueNs(1)));
        Assert.Contains("does not finish its conversion", Assert.Single(_context.Log));
    }

    [Theory]
    [InlineData("\"channels\": [\"A5\"]", "$.channels[0]: found \"A5\"; expected one of A0-A1")]
    [InlineData("\"channels\": [\"A0\", \"A1\"], \"mode\": \"continuous\"", "$.mode: found continuous")]
    [InlineData("\"channels\": []", "$.channels: found no channel")]
    [InlineData("\"dataRateHz\": \"860\", \"channels\": [\"A0\", \"A1\"], \"sampleRateHz\": 431", "$.sampleRateHz: found 431; expected a number from 0.001 to 430")]
    [InlineData("\"rangeV\": \"4.09\"", "did you mean '4.096'?")]
    public void MistakesAreNamed(string setting, string expected)
    {
        var rate = setting.Contains("sampleRateHz", StringComparison.Ordinal) ? "" : ", \"sampleRateHz\": 1";
        _ = Sensor($$"""{ "kind": "ads1115", {{setting}}{{rate}} }""");
        Assert.Contains(expected, Assert.Single(_context.Mistakes));
    }

    [Fact]
    public void ReadingAllocatesNothing()
    {
        var part = new Ads1115([4], 2, 7, isContinuous: true);
        var frame = new float[1];
        part.SetUp(_bus);
        part.Read(_bus, frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            part.Read(_bus, frame);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private ISensor? Sensor(string settings) =>
        DeviceFactory.CreateSensor(_context.Settings(settings), _context.Device with { OpenI2c = (_, _) => _bus });
}
