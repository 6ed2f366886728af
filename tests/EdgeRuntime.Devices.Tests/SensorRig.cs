using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A sensor with what it is connected to, and a way to break and to mend that.</summary>
/// <param name="Sensor">As its factory makes it.</param>
/// <param name="Break">Breaks the connection in one of several ways, chosen by the number.</param>
/// <param name="Mend">Connects it again, as new.</param>
internal sealed record SensorRig(ISensor Sensor, Action<int> Break, Action Mend) : IDisposable
{
    /// <summary>Lets the device give something, where it does so by itself.</summary>
    public Action Feed { get; init; } = static () => { };

    /// <summary>Longest time that the device may be silent before that is a loss, milliseconds.</summary>
    public int SilentMs { get; init; }

    public Action Clean { get; init; } = static () => { };

    public void Dispose()
    {
        Sensor.Dispose();
        Clean();
    }
}
