using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace EdgeRuntime.Devices.Tests;

public class KernelEdgeTriggerTests
{
    private readonly TestContext _context = new();

    [Fact]
    public void RecordsAreAsLargeAsTheKernels()
    {
        Assert.Equal(68, Unsafe.SizeOf<GpioUapi.ChipInfo>());
        Assert.Equal(256, Unsafe.SizeOf<GpioUapi.LineInfo>());
        Assert.Equal(592, Unsafe.SizeOf<GpioUapi.LineRequest>());
        Assert.Equal(EdgePipe.RecordBytes, Unsafe.SizeOf<GpioUapi.LineEvent>());
    }

    [Fact]
    public void AnEdgeFiresOnceWithTheKernelsTimeAndWakesThePipeline()
    {
        using var wake = new CountingWake();
        using var pipe = new EdgePipe();
        using var trigger = new KernelEdgeTrigger("gpio 17", pipe.OpenReader, _context.Device with { Wake = wake });
        trigger.Maintain(0);
        Assert.False(trigger.TryTake(0, out _));
        pipe.Write(4242, 1);
        Until(wake.TryTake);
        Assert.True(trigger.TryTake(0, out var firedAtNs));
        Assert.Equal(4242, firedAtNs);
        Assert.False(trigger.TryTake(0, out _));
    }

    [Fact]
    public void EdgesThatNobodyTookAndThatTheKernelDroppedAreCounted()
    {
        using var pipe = new EdgePipe();
        using var trigger = new KernelEdgeTrigger("gpio 17", pipe.OpenReader, _context.Device);
        trigger.Maintain(0);
        pipe.Write(1, 1);
        pipe.Write(2, 2);
        pipe.Write(3, 10);
        Until(() => trigger.OverrunCount == 2);
        Assert.Equal(7, trigger.DroppedCount);
        Assert.True(trigger.TryTake(0, out var firedAtNs));
        Assert.Equal(1, firedAtNs);
    }

    [Fact]
    public void ALineThatGoesAwayIsOpenedAgain()
    {
        var pipe = new EdgePipe();
        using var wake = new CountingWake();
        using var trigger = new KernelEdgeTrigger("gpio 17", () => pipe.OpenReader(), _context.Device with { Wake = wake });
        trigger.Maintain(0);
        pipe.Dispose();
        Until(wake.TryTake);
        pipe = new EdgePipe();
        trigger.Maintain(0);
        Assert.StartsWith("lost p/gpio 17: the line is gone", Assert.Single(_context.Log));
        trigger.Maintain(50_000_000);
        Assert.Equal("ready p/gpio 17", _context.Log[^1]);
        pipe.Write(7, 1);
        Until(wake.TryTake);
        Assert.True(trigger.TryTake(0, out _));
        pipe.Dispose();
    }

    [Fact]
    public void AMissingChipIsAFaultThatSaysWhatToDo()
    {
        using var trigger = DeviceFactory.CreateTrigger(
            _context.Settings("""{ "kind": "gpio", "chip": "/dev/null", "line": "BUTTON", "debounceMs": 2.5 }"""), _context.Device)!;
        Assert.Empty(_context.Mistakes);
        trigger.Maintain(0);
        var lost = Assert.Single(_context.Log);
        Assert.StartsWith("lost p/gpio BUTTON: /dev/null is no GPIO chip: ", lost);
        using var other = DeviceFactory.CreateTrigger(_context.Settings("""{ "kind": "gpio", "chip": "no-such-chip", "pin": 3 }"""), _context.Device)!;
        other.Maintain(0);
        Assert.Contains("GPIO chip", _context.Log[^1]);
    }

    [Fact]
    public void ANamedPipeIsALineWhereThereAreNone()
    {
        var folder = Directory.CreateTempSubdirectory("edges").FullName;
        var file = Path.Combine(folder, "line");
        using var wake = new CountingWake();
        using var trigger = DeviceFactory.CreateTrigger(
            _context.Settings($$"""{ "kind": "gpio", "through": "pipe", "file": "{{file}}" }"""), _context.Device with { Wake = wake })!;
        trigger.Maintain(0);
        Assert.Contains("make it with mkfifo", Assert.Single(_context.Log));
        Process.Start("mkfifo", file).WaitForExit();
        trigger.Maintain(60_000_000);
        Assert.Equal($"ready p/gpio({file})", _context.Log[^1]);

        // Writers come and go; the line stays.
        for (var writer = 1u; writer <= 2; writer++)
        {
            using (var line = File.OpenWrite(file))
            {
                line.Write(EdgePipe.Record(new byte[EdgePipe.RecordBytes], 1000 + writer, writer));
            }

            Until(wake.TryTake);
            Assert.True(trigger.TryTake(0, out var firedAtNs));
            Assert.Equal(1000 + writer, firedAtNs);
        }

        trigger.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private static void Until(Func<bool> holds)
    {
        var started = Stopwatch.GetTimestamp();
        while (!holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(30));
            Thread.Sleep(1);
        }
    }
}
