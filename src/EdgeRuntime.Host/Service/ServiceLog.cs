using EdgeRuntime.Pipeline;
using Serilog;

namespace EdgeRuntime.Host;

/// <summary>What pipelines report, as log events with scalar properties.</summary>
internal sealed class ServiceLog(ILogger log) : IPipelineLog
{
    public void DeviceLost(string device, string reason) => log.Error("{Device:l}: lost: {Reason:l}", device, reason);

    public void DeviceReady(string device, long faultCount) =>
        log.Information("{Device:l}: back after {FaultCount} faults", device, faultCount);

    public void PipelineFault(string pipeline, Exception fault) => log.Error(fault, "{Pipeline:l}: caught a fault and goes on", pipeline);

    public void Decided(string pipeline, in Decision decision) => log.Information(
        "{Pipeline:l}: {Label:l} {State:l} score {Score:0.000} latency {LatencyUs:0.0} us",
        pipeline,
        decision.Label,
        decision.IsActive ? "present" : decision.IsChange ? "gone" : "best",
        decision.Score,
        decision.LatencyNs / 1000.0);
}
