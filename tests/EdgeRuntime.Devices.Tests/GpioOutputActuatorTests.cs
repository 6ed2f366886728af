using System.Device.Gpio;

namespace EdgeRuntime.Devices.Tests;

public class GpioOutputActuatorTests
{
    private readonly TestContext _context = new();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLineFollowsTheClassesAndEndsInactive(bool activeLow)
    {
        var (active, inactive) = activeLow ? (PinValue.Low, PinValue.High) : (PinValue.High, PinValue.Low);
        var actuator = Actuator(activeLow);
        actuator.Maintain(0);
        Assert.Equal(inactive, _context.Gpio.LevelOf(7));
        actuator.Act(TestContext.Decision(1, true));
        actuator.Act(TestContext.Decision(2, true));
        Assert.Equal(active, _context.Gpio.LevelOf(7));
        actuator.Act(TestContext.Decision(1, false));
        Assert.Equal(active, _context.Gpio.LevelOf(7));
        actuator.Act(TestContext.Decision(2, false));
        Assert.Equal(inactive, _context.Gpio.LevelOf(7));
        actuator.Act(TestContext.Decision(1, true));
        actuator.Dispose();
        Assert.Equal(inactive, _context.Gpio.LevelOf(7));
        Assert.Equal(0, _context.Gpio.OpenLines);
    }

    [Fact]
    public void TheWantedLevelSurvivesAFault()
    {
        using var actuator = Actuator(activeLow: false);
        actuator.Maintain(0);
        _context.Gpio.Fault = new IOException("bus error");
        actuator.Act(TestContext.Decision(1, true));
        Assert.Equal(["lost p/gpio7: bus error"], _context.Log);
        Assert.Equal(PinValue.Low, _context.Gpio.LevelOf(7));
        _context.Gpio.Fault = null;
        actuator.Maintain(_context.NowNs + 60_000_000);
        Assert.Equal(PinValue.High, _context.Gpio.LevelOf(7));
        Assert.Equal(1, actuator.Health.FaultCount);
    }

    private GpioOutputActuator Actuator(bool activeLow)
    {
        var settings = _context.Settings($$"""{ "pin": 7, "through": "library", "activeLow": {{(activeLow ? "true" : "false")}} }""");
        return (GpioOutputActuator)GpioOutputActuator.Create(settings, _context.Device);
    }
}
