using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class Mcp3008Tests
{
    private readonly TestContext _context = new();
    private readonly Mcp3008Bus _bus = new([0, 1023, 512, 100, 4, 5, 6, 7]);

    [Theory]
    [InlineData("""["0", "1", "2", "7"]""", 3.3, new[] { 0, 1023 * 3.3 / 1024, 1.65, 7 * 3.3 / 1024 })]
    [InlineData("""["2-3", "3-2"]""", 2.56, new[] { 1.03, 0.0 })]
    public void InputsAreGivenInVolts(string channels, double referenceV, double[] expected)
    {
        using var sensor = Sensor(FormattableString.Invariant($$"""{ "kind": "mcp3008", "sampleRateHz": 100, "channels": {{channels}}, "referenceV": {{referenceV}} }"""))!;
        var frame = new float[sensor.Channels];
        sensor.Maintain(_context.NowNs);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(frame, sensor.DueNs(1)));
        Assert.All(expected.Zip(frame), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    [Fact]
    public void ABusWithoutThePartIsAFault()
    {
        using var sensor = Sensor("""{ "kind": "mcp3008", "sampleRateHz": 100 }""")!;
        sensor.Maintain(_context.NowNs);
        _bus.IsConnected = false;
        Assert.Equal(default, sensor.Read(new float[1], sensor.DueNs(1)));
        Assert.Contains("does not answer", Assert.Single(_context.Log));
        _context.NowNs += 60_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.False(sensor.Health.IsReady);
        _bus.IsConnected = true;
        _context.NowNs += 110_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
    }

    [Fact]
    public void AnInputThatThePartHasNotIsAMistake()
    {
        _ = Sensor("""{ "kind": "mcp3008", "sampleRateHz": 100, "channels": ["8"] }""");
        Assert.StartsWith("$.channels[0]: found \"8\"; expected one of 0-1", Assert.Single(_context.Mistakes));
    }

    private ISensor? Sensor(string settings) =>
        DeviceFactory.CreateSensor(_context.Settings(settings), _context.Device with { OpenSpi = (_, _) => _bus });
}
