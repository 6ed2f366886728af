using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class RelayActuatorTests
{
    private const long SecondNs = 1_000_000_000;

    private readonly TestContext _context = new();
    private IActuator _relay = null!;

    private bool IsHigh => _context.Gpio.LevelOf(7) == PinValue.High;

    [Fact]
    public void LeastTimesHoldAStateAndTheLastWishIsKept()
    {
        Make("\"minOnMs\": 3000, \"minOffMs\": 5000");
        Act(isActive: true);
        Assert.True(IsHigh);
        Act(isActive: false);
        Assert.True(IsHigh);
        Assert.Equal(_context.NowNs + (3 * SecondNs), _relay.NextDueNs);
        Pass(2.9);
        Assert.True(IsHigh);
        Pass(0.1);
        Assert.False(IsHigh);
        Act(isActive: true);
        Act(isActive: false);
        Act(isActive: true);
        Assert.False(IsHigh);
        Pass(4.9);
        Assert.False(IsHigh);
        Pass(0.1);
        Assert.True(IsHigh);
        Assert.Equal(long.MaxValue, _relay.NextDueNs);
    }

    [Fact]
    public void APulseEndsByItselfAndComesOnceForEachComing()
    {
        Make("\"pulseMs\": 500");
        Act(isActive: true);
        Assert.True(IsHigh);
        Assert.Equal(_context.NowNs + (SecondNs / 2), _relay.NextDueNs);
        Act(isActive: true);
        Pass(0.5);
        Assert.False(IsHigh);
        Act(isActive: true);
        Pass(0.1);
        Assert.False(IsHigh);
        Act(isActive: false);
        Act(isActive: true);
        Assert.True(IsHigh);
        Pass(0.3);
        Act(isActive: false);
        Assert.True(IsHigh);
        Pass(0.2);
        Assert.False(IsHigh);
    }

    [Theory]
    [InlineData("off", false, false)]
    [InlineData("off", true, true)]
    [InlineData("on", false, true)]
    [InlineData("on", true, false)]
    public void TheSafeStateComesAtOnceWhateverTheTimesSay(string safe, bool activeLow, bool isHigh)
    {
        Make($"\"minOnMs\": 60000, \"minOffMs\": 60000, \"safeState\": \"{safe}\", \"activeLow\": {(activeLow ? "true" : "false")}");
        Assert.Equal(isHigh, IsHigh);
        Act(isActive: safe == "off");
        _relay.MakeSafe();
        Assert.Equal(isHigh, IsHigh);
        _relay.Dispose();
        Assert.Equal(isHigh, IsHigh);
        Assert.Equal(0, _context.Gpio.OpenLines);
    }

    private void Make(string members)
    {
        var settings = _context.Settings($$"""{ "kind": "relay", "pin": 7, "through": "library", {{members}} }""");
        _relay = DeviceFactory.CreateActuator(settings, _context.Device)!;
        Assert.Empty(_context.Mistakes);
        _relay.Maintain(_context.NowNs);
    }

    private void Act(bool isActive) => _relay.Act(TestContext.Decision(1, isActive));

    private void Pass(double seconds)
    {
        _context.NowNs += (long)(seconds * SecondNs);
        _relay.Maintain(_context.NowNs);
    }
}
