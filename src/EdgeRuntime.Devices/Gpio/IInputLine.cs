namespace EdgeRuntime.Devices;

/// <summary>A GPIO line that is held as an input until it is disposed.</summary>
public interface IInputLine : IDisposable
{
    /// <summary>Whether it is high.</summary>
    /// <exception cref="Exception">The line is gone, in whatever words of the driver.</exception>
    bool Read();
}
