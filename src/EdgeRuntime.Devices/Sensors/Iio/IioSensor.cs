using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Settings of a sensor that has a driver in the kernel's Industrial I/O subsystem: <c>device</c> (label, name or <c>iio:deviceN</c>),
/// <c>channels</c>, <c>sampleRateHz</c>; through sysfs, or with <c>buffer</c> (<c>length</c>, <c>watermark</c>, <c>trigger</c>) through
/// its buffer. Numbers are in the units of the IIO ABI: m/s^2, rad/s, mV, milli C, milli percent, kPa, lux, m.
/// </summary>
public static class IioSensor
{
    private const int MaxChannels = 32, DhtAttempts = 5;
    private const long ReadNs = 100_000_000, DhtReadNs = 1_100_000_000;

    private static readonly string[] DhtChannels = ["temp", "humidityrelative"];

    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var device = settings.Text("device");
        var channels = settings.Texts("channels") ?? [];
        var rateHz = settings.Number("sampleRateHz", 0.001, 1e6);
        var name = $"iio {device}";
        if (channels.Count is 0 or > MaxChannels || channels.Any(c => c.Length == 0 || c.Contains('/')) || channels.Distinct().Count() < channels.Count)
        {
            settings.Refuse("channels", $"[{string.Join(", ", channels)}]", $"1 to {MaxChannels} names, each once, as in the device's files in_NAME_raw: temp, voltage0, accel_x");
            return null;
        }

        if (!settings.Has("buffer"))
        {
            var part = new IioPart(() => IioDevice.Find(context.SystemRoot, device), channels, 1, settings.Integer("attempts", 1, 100, 1), ReadNs);
            return new PolledSensor(part, rateHz, name, context);
        }

        var section = settings.Section("buffer");
        var length = section.Integer("length", 2, 1 << 20, (int)Math.Max(128, Math.Min(rateHz, 1 << 20)));
        var watermark = section.Integer("watermark", 1, length, (int)Math.Clamp(rateHz / 50, 1, length / 2));
        var buffer = new IioBuffer(channels, rateHz, length, watermark, section.Has("trigger") ? section.Text("trigger") : "");
        section.Finish();
        return new IioBufferSensor(buffer, () => IioDevice.Find(context.SystemRoot, device), name, context);
    }

    /// <summary>
    /// DHT11 and DHT22 (AM2302) on one wire, by the kernel's dht11 driver (dtoverlay=dht11,gpiopin=N): temperature in C, relative humidity
    /// in percent. Their wire is disturbed by nature: a reading is tried several times before that is a fault.
    /// </summary>
    public static ISensor CreateDht(ConfigNode settings, DeviceContext context)
    {
        var device = settings.Text("device", "dht11");
        var rateHz = settings.Number("sampleRateHz", 0.001, 0.5, 0.5);
        var part = new IioPart(
            () => IioDevice.Find(context.SystemRoot, device), DhtChannels, 0.001, settings.Integer("attempts", 1, 100, DhtAttempts), DhtReadNs);
        return new PolledSensor(part, rateHz, $"{settings.Text("kind")} {device}", context);
    }
}
