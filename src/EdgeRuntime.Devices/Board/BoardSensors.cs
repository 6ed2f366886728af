using System.Globalization;

namespace EdgeRuntime.Devices;

/// <summary>What a board tells of itself through sysfs.</summary>
/// <param name="root">Where the system's root is; another folder for tests.</param>
public sealed class BoardSensors(string root)
{
    private const string VoltageMonitor = "rpi_volt";

    private readonly Lazy<string?> _throttled = new(() => FindThrottled(root));
    private readonly Lazy<string?> _undervoltage = new(() => FindUndervoltage(root));

    public static BoardSensors OfThisMachine { get; } = new("/");

    /// <summary>Temperature of the processor; null where the system has no thermal zone.</summary>
    public double? TemperatureC() => Number(Path.Combine(root, "sys/class/thermal/thermal_zone0/temp"), NumberStyles.Integer) / 1000.0;

    /// <summary>
    /// The firmware's flags of a Raspberry Pi, as <c>vcgencmd get_throttled</c> prints them; <see cref="ThrottlingFlags"/>. A kernel without
    /// the vendor's file (raspberrypi/linux #2397) tells of the supply alone, through its voltage monitor (#2706). Null elsewhere.
    /// </summary>
    public double? ThrottledFlags() =>
        (_throttled.Value is { } flags ? Number(flags, NumberStyles.HexNumber) : null)
        ?? (_undervoltage.Value is { } alarm ? Number(alarm, NumberStyles.Integer) : null);

    /// <summary>The firmware's node is below that of the chip, whose name has an address on some boards.</summary>
    private static string? FindThrottled(string root) =>
        Folders(Path.Combine(root, "sys/devices/platform"), "soc*").SelectMany(soc => Folders(soc, "soc*:firmware"))
            .Select(firmware => Path.Combine(firmware, "get_throttled")).FirstOrDefault(File.Exists);

    private static string? FindUndervoltage(string root) =>
        Folders(Path.Combine(root, "sys/class/hwmon"), "hwmon*")
            .FirstOrDefault(monitor => Text(Path.Combine(monitor, "name")) == VoltageMonitor) is { } found ? Path.Combine(found, "in0_lcrit_alarm") : null;

    private static string[] Folders(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.GetDirectories(folder, pattern).Order(StringComparer.Ordinal)] : [];

    private static long? Number(string file, NumberStyles style) =>
        long.TryParse(Text(file), style, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string? Text(string file)
    {
        try
        {
            return File.ReadAllText(file).Trim();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
