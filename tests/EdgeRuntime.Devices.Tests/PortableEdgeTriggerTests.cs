using System.Device.Gpio;

namespace EdgeRuntime.Devices.Tests;

public class PortableEdgeTriggerTests
{
    private readonly TestContext _context = new();

    [Theory]
    [InlineData("rising", true, false)]
    [InlineData("falling", false, true)]
    [InlineData("both", true, true)]
    public void FiresOnceForEachEdgeThatCounts(string edge, bool onRise, bool onFall)
    {
        using var trigger = Open($$"""{ "kind": "gpio", "through": "library", "pin": 5, "edge": "{{edge}}", "pull": "up" }""");
        Assert.Equal(PinMode.InputPullUp, _context.Gpio.ModeOf(5));
        Assert.False(trigger.TryTake(0, out _));
        _context.Gpio.Drive(5, PinValue.High);
        Assert.Equal(onRise, trigger.TryTake(0, out _));
        _context.Gpio.Drive(5, PinValue.Low);
        Assert.Equal(onFall, trigger.TryTake(0, out _));
        Assert.False(trigger.TryTake(0, out _));
    }

    [Fact]
    public void TheEdgeKeepsItsOwnTimeAndWakesThePipeline()
    {
        using var wake = new CountingWake();
        var device = _context.Device with { Wake = wake };
        using var trigger = new PortableEdgeTrigger(new GpioEdge(5, PinEventTypes.Rising, PinMode.Input, 0), device);
        trigger.Maintain(0);
        _context.NowNs = 42;
        _context.Gpio.Drive(5, PinValue.High);
        _context.NowNs = 99;
        Assert.True(wake.TryTake());
        Assert.True(trigger.TryTake(99, out var firedAtNs));
        Assert.Equal(42, firedAtNs);
    }

    [Fact]
    public void ABouncingLineFiresOnce()
    {
        using var trigger = Open("""{ "kind": "gpio", "through": "library", "pin": 5, "edge": "both", "debounceMs": 10 }""");
        for (var i = 0; i < 9; i++, _context.NowNs += 2_000_000)
        {
            _context.Gpio.Drive(5, i % 2 == 0 ? PinValue.High : PinValue.Low);
            Assert.Equal(i == 0, trigger.TryTake(_context.NowNs, out _));
        }

        _context.NowNs += 10_000_000;
        _context.Gpio.Drive(5, PinValue.Low);
        Assert.True(trigger.TryTake(_context.NowNs, out _));
    }

    [Fact]
    public void EdgesThatNobodyTookAreCounted()
    {
        using var trigger = (PortableEdgeTrigger)Open("""{ "kind": "gpio", "through": "library", "pin": 5 }""");
        for (var i = 0; i < 3; i++)
        {
            _context.Gpio.Drive(5, PinValue.High);
        }

        Assert.Equal(2, trigger.OverrunCount);
    }

    [Fact]
    public void ALostChipIsRetriedAndReportedOnce()
    {
        _context.Gpio.Fault = new IOException("no such chip");
        using var trigger = DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "gpio", "through": "library", "pin": 5 }"""), _context.Device)!;
        Assert.Equal(0, _context.Gpio.OpenCount);
        for (long nowMs = 0; nowMs <= 1000; nowMs++)
        {
            trigger.Maintain(nowMs * 1_000_000);
        }

        // At 0, 50, 150, 350 and 750 ms.
        Assert.Equal(5, _context.Gpio.OpenCount);
        Assert.Equal(["lost p/gpio5: no such chip"], _context.Log);
        _context.Gpio.Fault = null;
        trigger.Maintain(2_000_000_000);
        Assert.Equal("ready p/gpio5", _context.Log[^1]);
        _context.Gpio.Drive(5, PinValue.High);
        Assert.True(trigger.TryTake(0, out _));
    }

    private Pipeline.ITrigger Open(string json)
    {
        var trigger = DeviceFactory.CreateTrigger(_context.Settings(json), _context.Device)!;
        Assert.Empty(_context.Mistakes);
        trigger.Maintain(0);
        return trigger;
    }
}
