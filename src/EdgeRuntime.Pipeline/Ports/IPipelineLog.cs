namespace EdgeRuntime.Pipeline;

/// <summary>What a pipeline reports of itself. Called on changes of state only, never per sample.</summary>
public interface IPipelineLog
{
    void DeviceLost(string device, string reason);

    void DeviceReady(string device, long faultCount);

    /// <summary>The pipeline caught what should not have happened, and goes on.</summary>
    void PipelineFault(string pipeline, Exception fault);

    /// <summary>A decision that the configuration wants in the log.</summary>
    void Decided(string pipeline, in Decision decision);
}
