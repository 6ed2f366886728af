using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public sealed class PwmActuatorTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _root = Directory.CreateTempSubdirectory("pwm").FullName;
    private readonly string _channel;

    public PwmActuatorTests()
    {
        // What the kernel shows once the channel is exported.
        _channel = Directory.CreateDirectory(Path.Combine(_root, "pwmchip2", "pwm1")).FullName;
        foreach (var name in new[] { "period", "duty_cycle", "enable" })
        {
            File.WriteAllText(Path.Combine(_channel, name), "0");
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void TheDutyFollowsTheClassesAndEndsIdle()
    {
        var actuator = Make("\"frequencyHz\": 50, \"duty\": 0.075");
        actuator.Maintain(0);
        Assert.Equal((20_000_000, 0, 1), State());
        actuator.Act(TestContext.Decision(1, true));
        Assert.Equal((20_000_000, 1_500_000, 1), State());
        actuator.Act(TestContext.Decision(1, false));
        Assert.Equal((20_000_000, 0, 1), State());
        actuator.Act(TestContext.Decision(1, true));
        actuator.Dispose();
        Assert.Equal((20_000_000, 0, 0), State());
    }

    [Fact]
    public void TheDutyFollowsTheHighestScore()
    {
        using var actuator = Make("\"fromScore\": true, \"idleDuty\": 0.1, \"duty\": 0.9");
        actuator.Maintain(0);
        actuator.Act(TestContext.Decision(1, true) with { Score = 0.25f });
        Assert.Equal(300_000, State().Duty);
        actuator.Act(TestContext.Decision(2, true) with { Score = 7 });
        Assert.Equal(900_000, State().Duty);
        actuator.MakeSafe();
        Assert.Equal(100_000, State().Duty);
    }

    [Fact]
    public void ActingAllocatesNothing()
    {
        using var actuator = Make("\"fromScore\": true");
        actuator.Maintain(0);
        var decision = TestContext.Decision(1, true);
        actuator.Act(decision);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            actuator.Act(decision);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AChipThatIsNotThereIsSaidAndLookedForAgain()
    {
        Directory.Move(Path.Combine(_root, "pwmchip2"), Path.Combine(_root, "away"));
        using var actuator = Make("\"duty\": 1");
        actuator.Maintain(0);
        Assert.Contains("dtoverlay=pwm", Assert.Single(_context.Log));
        Directory.Move(Path.Combine(_root, "away"), Path.Combine(_root, "pwmchip2"));
        actuator.Maintain(10_000_000_000);
        Assert.True(actuator.Health.IsReady);
    }

    /// <summary>A folder in the file's place cannot be written by anyone, as a new channel by its group.</summary>
    [Fact]
    public void ANewChannelIsTakenAsSoonAsUdevGaveItAndThatIsNoFault()
    {
        var duty = Path.Combine(_channel, "duty_cycle");
        File.Delete(duty);
        Directory.CreateDirectory(duty);
        using var actuator = Make("\"duty\": 0.5");
        actuator.Maintain(0);
        Assert.Equal(10_000_000, actuator.NextDueNs);
        actuator.Maintain(1_990_000_000);
        Directory.Delete(duty);
        File.WriteAllText(duty, "0");
        actuator.Maintain(1_999_999_999);
        Assert.False(actuator.Health.IsReady);
        actuator.Maintain(2_000_000_000);
        Assert.True(actuator.Health.IsReady);
        Assert.Equal((long.MaxValue, 0), (actuator.NextDueNs, actuator.Health.FaultCount));
        Assert.Empty(_context.Log);
    }

    [Fact]
    public void AChannelThatIsNeverGivenIsSaid()
    {
        var duty = Path.Combine(_channel, "duty_cycle");
        File.Delete(duty);
        Directory.CreateDirectory(duty);
        using var actuator = Make("\"duty\": 0.5");
        for (var nowNs = 0L; nowNs <= 3_000_000_000; nowNs += 5_000_000)
        {
            actuator.Maintain(nowNs);
        }

        Assert.Contains("denied", Assert.Single(_context.Log));
        Assert.InRange(actuator.Health.FaultCount, 1, 6);
        Directory.Delete(duty);
        File.WriteAllText(duty, "0");
        actuator.Maintain(6_000_000_000);
        Assert.True(actuator.Health.IsReady);
    }

    private IActuator Make(string members)
    {
        var settings = _context.Settings($$"""{ "kind": "pwm", "chip": 2, "channel": 1, {{members}} }""");
        var actuator = DeviceFactory.CreateActuator(settings, _context.Device with { PwmFolder = _root })!;
        Assert.Empty(_context.Mistakes);
        return actuator;
    }

    /// <summary>The first line of each file: the kernel takes a write as a whole, a file keeps what is behind it.</summary>
    private (long Period, long Duty, long Enable) State() => (Number("period"), Number("duty_cycle"), Number("enable"));

    private long Number(string name) => long.Parse(File.ReadLines(Path.Combine(_channel, name)).First(), System.Globalization.CultureInfo.InvariantCulture);
}
