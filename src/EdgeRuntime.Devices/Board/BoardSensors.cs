using System.Globalization;

namespace EdgeRuntime.Devices;

/// <summary>What a board tells of itself through sysfs.</summary>
/// <param name="root">Where the system's root is; another folder for tests.</param>
public sealed class BoardSensors(string root)
{
    public static BoardSensors OfThisMachine { get; } = new("/");

    /// <summary>Temperature of the processor; null where the system has no thermal zone.</summary>
    public double? TemperatureC() => Number("sys/class/thermal/thermal_zone0/temp", NumberStyles.Integer) / 1000.0;

    /// <summary>The firmware's flags of a Raspberry Pi, as <c>vcgencmd get_throttled</c> prints them; null elsewhere.</summary>
    public double? ThrottledFlags() => Number("sys/devices/platform/soc/soc:firmware/get_throttled", NumberStyles.HexNumber);

    private long? Number(string file, NumberStyles style)
    {
        try
        {
            return long.TryParse(File.ReadAllText(Path.Combine(root, file)).Trim(), style, CultureInfo.InvariantCulture, out var number) ? number : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
