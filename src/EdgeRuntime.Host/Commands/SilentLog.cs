using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>For pipelines that are built but never run.</summary>
internal sealed class SilentLog : IPipelineLog
{
    public void DeviceLost(string device, string reason)
    {
    }

    public void DeviceReady(string device, long faultCount)
    {
    }

    public void PipelineFault(string pipeline, Exception fault)
    {
    }

    public void Decided(string pipeline, in Decision decision)
    {
    }
}
