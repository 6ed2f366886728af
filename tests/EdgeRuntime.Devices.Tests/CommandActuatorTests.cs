using System.Globalization;
using System.Runtime.Versioning;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class CommandActuatorTests : IDisposable
{
    private readonly TestContext _context = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("command").FullName;

    private string OutPath => Path.Combine(_folder, "out");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void AProgramGetsTheDecisionAsArgumentsAndNoEnvironmentOfOurs()
    {
        Environment.SetEnvironmentVariable("EDGE_SECRET", "secret");
        var script = Script("""printf '%s|' "$@" > OUT.new; env | sort | tr '\n' ' ' >> OUT.new; mv OUT.new OUT""");
        using var actuator = Make(script, "{label}", "{score}", "{active}", "{sequence}", "; rm -rf $HOME `x`", "{pipeline}");
        actuator.Act(TestContext.Decision(1, true) with { Label = "it's; $(this)" });
        Until(actuator, () => File.Exists(OutPath) && actuator.SentCount == 1);
        var text = File.ReadAllText(OutPath);
        Assert.StartsWith("it's; $(this)|0.75|true|1|; rm -rf $HOME `x`|p|", text);
        Assert.DoesNotContain("EDGE_SECRET", text);
        Assert.Contains("PATH=/usr/local/bin:/usr/bin:/bin", text);
    }

    [Fact]
    public void WhatTakesTooLongIsEndedWithAllThatItStarted()
    {
        var script = Script("""sleep 600 & echo $! > OUT.new; mv OUT.new OUT; wait""");
        using var actuator = Make(script, 200);
        actuator.Act(TestContext.Decision(1, true));
        Until(actuator, () => actuator.DroppedCount == 1);
        var child = int.Parse(File.ReadAllText(OutPath), CultureInfo.InvariantCulture);
        Until(actuator, () => !IsRunning(child));
        Assert.Contains(_context.Log, line => line.Contains("took longer than 0.2 s and was ended"));
    }

    [Fact]
    public void NoMoreThanAllowedRunAtOnceAndTheyRunInOrder()
    {
        var script = Script("""mkdir FOLDER/one || exit 9; echo "$1" >> OUT; sleep 0.02; rmdir FOLDER/one""");
        using var actuator = Make(script, "{sequence}");
        for (var i = 1; i <= 5; i++)
        {
            actuator.Act(TestContext.Decision(1, true) with { Sequence = i });
        }

        Until(actuator, () => actuator.SentCount == 5);
        Assert.Equal(["1", "2", "3", "4", "5"], File.ReadAllLines(OutPath));
        Assert.Equal(0, actuator.DroppedCount);
    }

    [Fact]
    public void AFailureIsCountedAndSaid()
    {
        using var actuator = Make(Script("exit 3"));
        actuator.Act(TestContext.Decision(1, true));
        Until(actuator, () => actuator.DroppedCount == 1);
        Until(actuator, () => _context.Log.Any(line => line.EndsWith("ended with 3", StringComparison.Ordinal)));
        for (var i = 0; i < 100_000; i++)
        {
            actuator.Act(TestContext.Decision(1, true));
        }

        Assert.True(actuator.DroppedCount > 50_000);
    }

    [Theory]
    [InlineData("""["sh"]""", "$.command: found 'sh'; expected a list of texts that begins with the full path")]
    [InlineData("""["/no/such"]""", "$.command: found '/no/such'; expected a program that is there")]
    [InlineData("""["/bin/sh", "{lable}"]""", "$.command[1]: found '{lable}'; expected a placeholder out of")]
    [InlineData("""["/bin/sh", "--label={label}"]""", "$.command[1]: found '--label={label}'; expected {label} as an argument of its own")]
    public void AMistakeIsSaid(string command, string expected)
    {
        DeviceFactory.CreateActuator(_context.Settings($$"""{ "kind": "command", "command": {{command}} }"""), _context.Device)?.Dispose();
        Assert.Contains(expected, Assert.Single(_context.Mistakes));
    }

    private static bool IsRunning(int process)
    {
        try
        {
            return !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static void Until(IActuator actuator, Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(
        () =>
        {
            actuator.Maintain(System.Diagnostics.Stopwatch.GetTimestamp());
            Thread.Sleep(5);
            return isSo();
        },
        TimeSpan.FromSeconds(30)));

    private string Script(string text)
    {
        var path = Path.Combine(_folder, "script");
        File.WriteAllText(path, $"#!/bin/sh\n{text.Replace("OUT", OutPath).Replace("FOLDER", _folder)}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }

    private IActuator Make(string program, params string[] arguments) => Make(10_000, [program, .. arguments]);

    private IActuator Make(string program, int timeoutMs) => Make(timeoutMs, [program]);

    private IActuator Make(int timeoutMs, string[] command)
    {
        var list = System.Text.Json.JsonSerializer.Serialize(command);
        var settings = _context.Settings($$"""{ "kind": "command", "command": {{list}}, "timeoutMs": {{timeoutMs}} }""");
        var actuator = DeviceFactory.CreateActuator(settings, _context.Device with { Clock = MonotonicClock.System })!;
        Assert.Empty(_context.Mistakes);
        return actuator;
    }
}
