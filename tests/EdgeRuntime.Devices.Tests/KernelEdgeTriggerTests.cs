using System.Diagnostics;
using System.Runtime.CompilerServices;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class KernelEdgeTriggerTests
{
    private const long LongNs = 60_000_000_000;

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
    public async Task AnEdgeFiresOnceWithTheKernelsTimeAndWakesThePipeline()
    {
        using var wake = new KernelWake();
        using var pipe = new EdgePipe();
        using var trigger = new KernelEdgeTrigger("gpio 17", pipe.OpenReader, _context.Device with { Wake = wake });
        trigger.Maintain(0);
        Assert.False(trigger.TryTake(0, out _));
        var waiting = Task.Run(() => wake.Wait(LongNs));
        pipe.Write(4242, 1);
        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(trigger.TryTake(0, out var firedAtNs));
        Assert.Equal(4242, firedAtNs);
        Assert.False(trigger.TryTake(0, out _));
    }

    [Fact]
    public void EdgesThatNobodyTookAndThatTheKernelDroppedAreCounted()
    {
        using var pipe = new EdgePipe();
        using var wake = new CountingWake();
        using var trigger = new KernelEdgeTrigger("gpio 17", pipe.OpenReader, _context.Device with { Wake = wake });
        trigger.Maintain(0);
        pipe.Write(1, 1);
        pipe.Write(2, 2);
        pipe.Write(3, 10);
        Assert.True(trigger.TryTake(0, out var firedAtNs));
        Assert.Equal((1, 2, 7), (firedAtNs, trigger.OverrunCount, trigger.DroppedCount));
        Assert.False(trigger.TryTake(0, out _));
    }

    [Fact]
    public void TheNewestOfManyIsTakenWhereTheOldestAreToBeSkipped()
    {
        using var pipe = new EdgePipe();
        using var wake = new CountingWake();
        using var trigger = new KernelEdgeTrigger(
            "gpio 17", pipe.OpenReader, _context.Device with { Wake = wake, Overrun = OverrunPolicy.SkipOldest });
        trigger.Maintain(0);
        const int edges = (3 * EdgeReader.BatchSize) + 7;
        for (var i = 1u; i <= edges; i++)
        {
            pipe.Write(i, i);
        }

        Assert.True(trigger.TryTake(0, out var firedAtNs));
        Assert.Equal((edges, edges - 1, 0), (firedAtNs, trigger.OverrunCount, trigger.DroppedCount));
    }

    [Fact]
    public void AWakeThatCanOnlyBeSetIsAFaultThatSaysSo()
    {
        using var pipe = new EdgePipe();
        using var trigger = new KernelEdgeTrigger("gpio 17", pipe.OpenReader, _context.Device with { Wake = new EventWake() });
        trigger.Maintain(0);
        Assert.Contains("a descriptor cannot be waited for here", Assert.Single(_context.Log));
        Assert.False(trigger.TryTake(0, out _));
    }

    [Fact]
    public void ALineThatGoesAwayIsOpenedAgain()
    {
        var pipe = new EdgePipe();
        using var wake = new CountingWake();
        using var trigger = new KernelEdgeTrigger("gpio 17", () => pipe.OpenReader(), _context.Device with { Wake = wake });
        trigger.Maintain(0);
        Assert.NotEqual(-1, wake.Watched);
        pipe.Dispose();
        Assert.False(trigger.TryTake(0, out _));
        Assert.True(wake.TryTake());
        pipe = new EdgePipe();
        trigger.Maintain(0);
        Assert.Equal(-1, wake.Watched);
        Assert.StartsWith("lost p/gpio 17: the line is gone", Assert.Single(_context.Log));
        trigger.Maintain(50_000_000);
        Assert.Equal("ready p/gpio 17", _context.Log[^1]);
        pipe.Write(7, 1);
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

            Assert.True(trigger.TryTake(0, out var firedAtNs));
            Assert.Equal(1000 + writer, firedAtNs);
        }

        trigger.Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
