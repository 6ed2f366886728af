using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class TriggerTests
{
    private readonly TestContext _context = new();

    [Fact]
    public void SamplesFireForTheFirstFullWindowAndThenEveryHop()
    {
        using var trigger = DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "samples", "hop": 4 }"""), _context.Device)!;
        Assert.Equal(10, trigger.FramesToNext);
        trigger.Advance(9);
        Assert.False(trigger.TryTake(0, out _));
        trigger.Advance(1);
        Assert.True(trigger.TryTake(5, out var firedAtNs));
        Assert.Equal(5, firedAtNs);
        Assert.False(trigger.TryTake(0, out _));
        Assert.Equal(4, trigger.FramesToNext);
        trigger.Advance(3);
        trigger.Restart();
        Assert.Equal(10, trigger.FramesToNext);
    }

    [Fact]
    public void TheTimerKeepsItsPhaseAndDropsPeriodsNobodyTook()
    {
        using var trigger = DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "timer", "periodMs": 10 }"""), _context.Device)!;
        trigger.Maintain(0);
        Assert.False(trigger.TryTake(9_999_999, out _));
        Assert.True(trigger.TryTake(10_500_000, out var firedAtNs));
        Assert.Equal(10_000_000, firedAtNs);
        Assert.Equal(20_000_000, trigger.NextDueNs);
        Assert.True(trigger.TryTake(57_000_000, out _));
        Assert.False(trigger.TryTake(58_000_000, out _));
        Assert.Equal(60_000_000, trigger.NextDueNs);
        Assert.Equal(3, trigger.OverrunCount);
    }

    [Fact]
    public void ATimerThatSkipsTheOldestFiresForTheLastPeriod()
    {
        var device = _context.Device with { Overrun = OverrunPolicy.SkipOldest };
        using var trigger = DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "timer", "periodMs": 0.5 }"""), device)!;
        trigger.Maintain(0);
        Assert.True(trigger.TryTake(1_700_000, out var firedAtNs));
        Assert.Equal((1_500_000, 2), (firedAtNs, trigger.OverrunCount));
    }

    [Fact]
    public void AnUnknownKindGetsAHint()
    {
        Assert.Null(DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "gipo" }"""), _context.Device));
        Assert.Equal("$.kind: found \"gipo\"; expected one of samples, timer, level, model, gpio, mqtt; did you mean 'gpio'?", Assert.Single(_context.Mistakes));
    }
}
