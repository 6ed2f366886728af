using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class Vl53l0xTests
{
    private readonly TestContext _context = new();
    private readonly Vl53l0xBus _bus = new();
    private readonly float[] _frame = new float[2];

    [Theory]
    [InlineData(0x5B, 1234, 0)]
    [InlineData(0x58, 30, 0)]
    [InlineData(0x20, 8190, 2)]
    [InlineData(0x50, 10, 3)]
    [InlineData(0x30, 1900, 4)]
    [InlineData(0x00, 20, 255)]
    public void DistancesComeWithTheirQuality(byte register, int distanceMm, int status)
    {
        _bus.Measure(register, distanceMm);
        using var sensor = Opened();
        Assert.Equal(1, sensor.Read(_frame, sensor.DueNs(1)).Frames);
        Assert.Equal([distanceMm, status], _frame);
    }

    [Theory]
    [InlineData(0x05, new byte[] { 0x1F, 0, 0, 0, 0, 0 })]
    [InlineData(0x86, new byte[] { 0, 0xF0, 0x03, 0, 0, 0 })]
    public void ItIsSetUpAsItsMakerSays(byte spadInfo, byte[] spads)
    {
        _bus.SpadInfo = spadInfo;
        _bus.Measure(0x58, 100);
        using var sensor = Opened();
        Assert.Equal(spads, Enumerable.Range(0xB0, 6).Select(r => _bus[0, r]));
        Assert.Equal((2, 0xE8, 4, 0x3C), (_bus[0, 0], _bus[0, 1], _bus[0, 0x0A], _bus[1, 0x91]));

        // The last register of the tuning on each page.
        Assert.Equal((0x04, 0xFE, 0x01), (_bus[0, 0x70], _bus[0, 0x72], _bus[1, 0x0D]));
    }

    [Fact]
    public void ALaserThatFailedIsAFaultAndSoIsOneThatStops()
    {
        _bus.Measure(0x58, 100);
        using var sensor = Opened();
        _bus.Measure(0x08, 0);
        Assert.Equal(default, sensor.Read(_frame, sensor.DueNs(1)));
        Assert.Contains("fault of its laser", Assert.Single(_context.Log));

        _bus.Measure(0x58, 100);
        _context.NowNs += 2_500_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
        _bus.IsMeasuring = false;
        Thread.Sleep(250);
        Assert.Equal(default, sensor.Read(_frame, sensor.DueNs(1)));
        Assert.Contains("stopped measuring", _context.Log[^1]);
    }

    private ISensor Opened()
    {
        var sensor = DeviceFactory.CreateSensor(
            _context.Settings("""{ "kind": "vl53l0x", "sampleRateHz": 20 }"""), _context.Device with { OpenI2c = (_, _) => _bus })!;
        sensor.Maintain(_context.NowNs);
        Assert.Empty(_context.Log);
        return sensor;
    }
}
