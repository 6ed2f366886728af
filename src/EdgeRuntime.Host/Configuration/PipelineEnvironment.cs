using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>What pipelines share: where they report to and how they reach the board.</summary>
internal sealed record PipelineEnvironment(IPipelineLog Log)
{
    public Func<GpioController> OpenGpio { get; init; } = static () => new GpioController();

    public Func<Stream> OpenStandardOutput { get; init; } = Console.OpenStandardOutput;
}
