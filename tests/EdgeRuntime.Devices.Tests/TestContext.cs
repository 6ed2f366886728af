using System.Text.Json;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A device context that remembers what was logged, and time that stands still until told.</summary>
internal sealed class TestContext : TimeProvider, IPipelineLog
{
    private readonly List<ConfigMistake> _mistakes = [];

    public FakeGpio Gpio { get; } = new();

    public List<string> Log { get; } = [];

    public long NowNs { get; set; } = 1_000_000_000;

    public DateTimeOffset Utc { get; set; } = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public DeviceContext Device => new()
    {
        Pipeline = "p",
        BaseDirectory = Path.GetTempPath(),
        Log = this,
        OpenGpio = Gpio.Open,
        Clock = new MonotonicClock(this),
        Time = this,
        WindowFrames = 10,
        Labels = ["idle", "circle", "shake"],
    };

    public IEnumerable<string> Mistakes => _mistakes.Select(m => m.ToString());

    public override long TimestampFrequency => 1_000_000_000;

    public override long GetTimestamp() => NowNs;

    public override DateTimeOffset GetUtcNow() => Utc;

    public ConfigNode Settings(string json) => ConfigNode.Root(JsonDocument.Parse(json).RootElement, _mistakes);

    public static Decision Decision(int classIndex, bool isActive) =>
        new(1, 5_000_000, classIndex, "label", 0.75f, isActive, true, 1234);

    public void DeviceLost(string device, string reason) => Log.Add($"lost {device}: {reason}");

    public void DeviceReady(string device, long faultCount) => Log.Add($"ready {device}");

    public void PipelineFault(string pipeline, Exception fault) => Log.Add($"fault {fault.Message}");

    public void Decided(string pipeline, in Decision decision) => Log.Add($"decided {decision.Label}");
}
