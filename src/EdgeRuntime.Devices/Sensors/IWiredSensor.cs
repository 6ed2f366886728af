using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// A sensor whose calls go to a driver and may take their time, or not come back: the pipeline reads it through <see cref="ThreadedSensor"/>.
/// </summary>
public interface IWiredSensor : ISensor
{
    /// <summary>Longest time that opening or reading takes while everything is well; after that it counts as stuck.</summary>
    long LongestCallNs { get; }

    /// <summary>Readable when there is something to read; -1 where the time tells.</summary>
    int Descriptor => -1;
}
