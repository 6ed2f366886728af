using EdgeRuntime.Pipeline;

namespace EdgeTool;

/// <summary>What a replayed pipeline reports of itself, to standard error.</summary>
internal sealed class ReplayLog(TextWriter error) : IPipelineLog
{
    public void DeviceLost(string device, string reason) => error.WriteLine($"{device}: lost, {reason}");

    public void DeviceReady(string device, long faultCount) => error.WriteLine($"{device}: back after {faultCount} faults");

    public void PipelineFault(string pipeline, Exception fault) => error.WriteLine($"{pipeline}: {fault.Message}");

    public void Decided(string pipeline, in Decision decision)
    {
    }
}
