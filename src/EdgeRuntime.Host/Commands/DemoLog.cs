using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>Prints what a demo decides, and keeps what the printing itself allocates apart.</summary>
internal sealed class DemoLog(TextWriter output) : IPipelineLog
{
    private readonly long _startNs = MonotonicClock.System.NowNs;

    /// <summary>Managed bytes that printing took.</summary>
    public long AllocatedBytes { get; private set; }

    public void DeviceLost(string device, string reason) => output.WriteLine($"{device}: lost: {reason}");

    public void DeviceReady(string device, long faultCount) => output.WriteLine($"{device}: back after {faultCount} faults");

    public void PipelineFault(string pipeline, Exception fault) => output.WriteLine($"{pipeline}: {fault}");

    public void Decided(string pipeline, in Decision decision)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{(decision.TimestampNs - _startNs) / 1e9,9:0.000} s  {(decision.IsActive ? "present" : "gone"),-8} {decision.Label,-16} score {decision.Score:0.000}  latency {decision.LatencyNs / 1e3:0.0} us"));
        AllocatedBytes += GC.GetAllocatedBytesForCurrentThread() - before;
    }

    public static void WriteSummary(TextWriter output, PipelineCounters counters, long allocatedBytes)
    {
        var latency = counters.Latency;
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{counters.Frames} frames, {counters.Triggers} triggers ({counters.SkippedTriggers} skipped), {counters.Inferences} inferences, {counters.Decisions} decisions"));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"latency p50 {latency.PercentileNs(0.5) / 1e3:0.0} us, p99 {latency.PercentileNs(0.99) / 1e3:0.0} us, max {latency.MaxNs / 1e3:0.0} us; {allocatedBytes} managed bytes allocated beside printing"));
    }
}
