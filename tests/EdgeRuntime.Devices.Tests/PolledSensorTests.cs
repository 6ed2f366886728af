using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A part that is pulled out, plugged in again, loses its power or hangs.</summary>
public sealed class PolledSensorTests : IDisposable
{
    private const long MsNs = 1_000_000;

    private readonly TestContext _context = new();
    private readonly RegisterBus _bus = new();
    private readonly ISensor _sensor;
    private readonly float[] _frame = new float[6];

    public PolledSensorTests()
    {
        _bus.Set(0x75, 0x68);
        var device = _context.Device with { OpenI2c = (_, _) => _bus.Open() };
        _sensor = DeviceFactory.CreateSensor(_context.Settings("""{ "kind": "mpu6050", "sampleRateHz": 100 }"""), device)!;
        Step();
    }

    public void Dispose() => _sensor.Dispose();

    [Fact]
    public void FramesComeAtTheRateHoweverOftenItIsAsked()
    {
        var frames = 0;
        for (var i = 0; i < 1000; i++)
        {
            _context.NowNs += MsNs;
            frames += Step().Frames;
        }

        Assert.Equal(100, frames);
    }

    [Theory]
    [InlineData("Error 121 performing I2C data transfer.")]
    [InlineData("Error 110 performing I2C data transfer.")]
    public void PulledOutItIsLostOnceAndBackWithinSecondsOfReturning(string error)
    {
        _bus.Fault = new IOException(error);
        _context.NowNs += 10 * MsNs;
        Assert.Equal(default, Step());
        Assert.Equal(DeviceState.Lost, _sensor.Health.State);
        for (var i = 0; i < 600; i++)
        {
            _context.NowNs += 100 * MsNs;
            Assert.Equal(default, Step());
        }

        Assert.Equal([$"lost p/mpu6050 1:0x68: {error}"], _context.Log);
        Assert.InRange(_bus.OpenCount, 20, 50);

        // A new part, fresh from the shelf: it has to be set up again.
        _bus.Fault = null;
        _bus[0x6B] = 0x40;
        var returnedNs = _context.NowNs;
        while (Step().Frames == 0)
        {
            _context.NowNs += 10 * MsNs;
        }

        Assert.InRange(_context.NowNs - returnedNs, 0, 2500 * MsNs);
        Assert.Equal(1, _bus[0x6B]);
        Assert.Equal("ready p/mpu6050 1:0x68", _context.Log[^1]);
    }

    [Fact]
    public void APartThatForgotItsSettingsIsSetUpAgain()
    {
        _bus[0x6B] = 0x40;
        _bus[0x1C] = 0;
        _context.NowNs += 1000 * MsNs;
        Step();
        Assert.Contains("forgot its settings", Assert.Single(_context.Log));
        _context.NowNs += 60 * MsNs;
        Step();
        Assert.True(_sensor.Health.IsReady);
        Assert.Equal((1, 8), (_bus[0x6B], _bus[0x1C]));
    }

    [Fact]
    public void AStallIsAGapAndTheRateGoesOnFromThere()
    {
        _context.NowNs += 10 * MsNs;
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), Step());
        _context.NowNs += 25 * MsNs;
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), Step());
        _context.NowNs += 200 * MsNs;
        Assert.Equal(new SensorRead(1, SensorStatus.Gap) { Missing = 20 }, Step());
        Assert.Equal(_context.NowNs + (10 * MsNs), _sensor.DueNs(1));
    }

    private SensorRead Step()
    {
        _sensor.Maintain(_context.NowNs);
        return _sensor.Read(_frame, _context.NowNs);
    }
}
