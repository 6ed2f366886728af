namespace EdgeRuntime.Devices;

/// <summary>A GPIO line that is held as an output until it is disposed.</summary>
public interface IOutputLine : IDisposable
{
    /// <exception cref="Exception">The line is gone, in whatever words of the driver.</exception>
    void Write(bool isHigh);
}
