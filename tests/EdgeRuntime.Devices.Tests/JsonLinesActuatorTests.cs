using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

public class JsonLinesActuatorTests
{
    private readonly TestContext _context = new();

    [Fact]
    public void EveryDecisionIsOneLineOfJson()
    {
        var stream = new MemoryStream();
        using var actuator = Make(() => stream);
        actuator.Maintain(0);
        actuator.Act(TestContext.Decision(1, true));
        actuator.Act(TestContext.Decision(1, false));
        var lines = System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        var line = JsonDocument.Parse(lines[0]).RootElement;
        Assert.Equal("p", line.GetProperty("pipeline").GetString());
        Assert.Equal("label", line.GetProperty("label").GetString());
        Assert.Equal(0.75, line.GetProperty("score").GetDouble());
        Assert.Equal(1234, line.GetProperty("latencyNs").GetInt64());
        Assert.True(line.GetProperty("active").GetBoolean());
        Assert.False(JsonDocument.Parse(lines[1]).RootElement.GetProperty("active").GetBoolean());
    }

    [Fact]
    public void WhatCannotBeWrittenIsDroppedCountedAndReportedOnce()
    {
        var stream = new FullDisk();
        using var actuator = Make(() => stream);
        actuator.Act(TestContext.Decision(1, true));
        actuator.Maintain(0);
        actuator.Act(TestContext.Decision(1, true));
        actuator.Act(TestContext.Decision(1, true));
        Assert.Equal(3, actuator.DroppedCount);
        Assert.Equal(["lost p/out: disk full"], _context.Log);
        stream.IsFull = false;
        actuator.Maintain(_context.NowNs + 60_000_000);
        actuator.Act(TestContext.Decision(1, true));
        Assert.Equal(3, actuator.DroppedCount);
        Assert.True(stream.Written > 0);
    }

    [Fact]
    public void WritingAllocatesNothing()
    {
        using var actuator = Make(() => Stream.Null);
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
    public void AFileIsAppendedTo()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "before\n");
        using (var actuator = DeviceFactory.CreateActuator(
            _context.Settings($$"""{ "kind": "jsonLines", "file": {{JsonSerializer.Serialize(file)}} }"""), _context.Device)!)
        {
            actuator.Maintain(0);
            actuator.Act(TestContext.Decision(1, true));
        }

        Assert.Equal(2, File.ReadAllLines(file).Length);
        File.Delete(file);
    }

    private JsonLinesActuator Make(Func<Stream> open) => new("p", open, new MonotonicClock(_context), _context.Device.HealthOf("out"));

    private sealed class FullDisk : MemoryStream
    {
        public bool IsFull { get; set; } = true;

        public int Written { get; private set; }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (IsFull)
            {
                throw new IOException("disk full");
            }

            Written += buffer.Length;
        }

        protected override void Dispose(bool disposing)
        {
        }
    }
}
