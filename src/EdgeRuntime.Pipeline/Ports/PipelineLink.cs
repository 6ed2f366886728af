namespace EdgeRuntime.Pipeline;

/// <summary>A class of another pipeline that a device wants to know of. Connected once all pipelines are there, before any runs.</summary>
/// <param name="Pipeline">Name of the other pipeline.</param>
/// <param name="Label">The class.</param>
/// <param name="Path">Where the configuration says so, for messages.</param>
/// <param name="Connect">Gets the other pipeline and the index of the class.</param>
public sealed record PipelineLink(string Pipeline, string Label, string Path, Action<PipelineRunner, int> Connect);

/// <summary>A device that listens to other pipelines.</summary>
public interface ILinkedDevice
{
    IReadOnlyList<PipelineLink> Links { get; }
}
