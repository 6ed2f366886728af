namespace EdgeRuntime.Devices;

/// <summary>What makes a channel's raw number its quantity: (raw + offset) * scale, in the unit that the IIO ABI gives its type.</summary>
internal readonly record struct IioScale(double Offset, double Factor)
{
    public static IioScale None { get; } = new(0, 1);

    /// <summary>The channel's own numbers, or those of its type where the driver has one for all.</summary>
    public static IioScale Of(IioDevice device, string channel) => new(
        Find(device, channel, "offset") is { } offset ? device.Number(offset) : 0,
        Find(device, channel, "scale") is { } scale ? device.Number(scale) : 1);

    public float Apply(double raw) => (float)((raw + Offset) * Factor);

    /// <summary>accel_x, voltage0, voltage0-voltage1: the type is accel, voltage, voltage-voltage; or voltage, for drivers that mean both by it.</summary>
    private static string? Find(IioDevice device, string channel, string quality)
    {
        var type = string.Join('-', channel.Split('-').Select(part => part.Split('_')[0].TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')));
        return new[] { channel, type, type.Split('-')[0] }.Select(name => $"in_{name}_{quality}").FirstOrDefault(device.Has);
    }
}
