namespace EdgeRuntime.Pipeline;

/// <summary>
/// Something outside the process. Constructing touches no wire; <see cref="Maintain"/> opens it, and opens it again after a fault.
/// Except for being disposed, a device is used by its pipeline's thread only, and none of its members throws.
/// </summary>
public interface IDevice : IDisposable
{
    DeviceHealth Health { get; }

    /// <summary>Opens the device when it is closed, or lost and due for another try. Costs nothing while it is ready.</summary>
    void Maintain(long nowNs);
}
