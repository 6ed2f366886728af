using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class GpioLevelTests
{
    private readonly TestContext _context = new();
    private readonly float[] _frame = new float[1];

    [Theory]
    [InlineData(false, 1f, 0f)]
    [InlineData(true, 0f, 1f)]
    public void AMotionDetectorIsOneWhileItSeesSomething(bool activeLow, float high, float low)
    {
        using var sensor = Sensor($$"""{ "kind": "gpio", "pin": 17, "pull": "down", "activeLow": {{(activeLow ? "true" : "false")}}, "sampleRateHz": 10, "through": "library" }""");
        sensor.Maintain(_context.NowNs);
        Assert.Equal(PinMode.InputPullDown, _context.Gpio.ModeOf(17));
        _context.Gpio.Drive(17, PinValue.High);
        Assert.Equal(1, sensor.Read(_frame, sensor.DueNs(1)).Frames);
        Assert.Equal(high, _frame[0]);
        _context.Gpio.Drive(17, PinValue.Low);
        Assert.Equal(1, sensor.Read(_frame, sensor.DueNs(1)).Frames);
        Assert.Equal(low, _frame[0]);
    }

    [Fact]
    public void ALineThatCannotBeHadIsTriedAgain()
    {
        _context.Gpio.Fault = new IOException("no such chip");
        using var sensor = Sensor("""{ "kind": "gpio", "pin": 17, "sampleRateHz": 10, "through": "library" }""");
        sensor.Maintain(_context.NowNs);
        Assert.Equal("lost p/gpio 17: no such chip", Assert.Single(_context.Log));
        _context.Gpio.Fault = null;
        _context.NowNs += 60_000_000;
        sensor.Maintain(_context.NowNs);
        Assert.True(sensor.Health.IsReady);
        Assert.Equal(1, _context.Gpio.OpenLines);
    }

    [Fact]
    public void AMissingChipOfTheKernelSaysWhatToDo()
    {
        using var sensor = Sensor("""{ "kind": "gpio", "chip": "/dev/null", "line": "PIR", "sampleRateHz": 10 }""");
        sensor.Maintain(_context.NowNs);
        Assert.StartsWith("lost p/gpio PIR: /dev/null is no GPIO chip: ", Assert.Single(_context.Log));
    }

    private ISensor Sensor(string settings)
    {
        var sensor = DeviceFactory.CreateSensor(_context.Settings(settings), _context.Device)!;
        Assert.Empty(_context.Mistakes);
        return sensor;
    }
}
