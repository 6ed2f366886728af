namespace EdgeRuntime.Host;

/// <summary>Questions about lines and buses.</summary>
internal static class DeviceChecks
{
    private const string Config = "/boot/firmware/config.txt";

    /// <summary>The unit's SupplementaryGroups.</summary>
    private static readonly string[] DeviceGroups = ["gpio", "i2c", "spi", "audio", "video", "iio", "realtime"];

    private static readonly string[] HeaderLabels = ["pinctrl-rp1", "pinctrl-bcm2711", "pinctrl-bcm2835"];

    public static IReadOnlyList<DoctorCheck> All { get; } =
    [
        new("GPIO chips", view => view.Names("dev", "gpiochip") is { Length: > 0 } chips
            ? Finding.Good(string.Join(", ", chips))
            : Finding.Warning("none", "a kernel with CONFIG_GPIO_CDEV, and a board with a header")),
        new("pin header", Header),
        new("GPIO rights", view => Rights(view, "gpiochip", "gpio")),
        new("I2C bus", view => view.Names("dev", "i2c-") is { Length: > 0 } buses
            ? Finding.Good(string.Join(", ", buses))
            : Finding.Warning("none", $"echo dtparam=i2c_arm=on | sudo tee -a {Config}; sudo modprobe i2c-dev; reboot")),
        new("I2C rights", view => Rights(view, "i2c-", "i2c")),
        new("SPI bus", view => view.Names("dev", "spidev") is { Length: > 0 } buses
            ? Finding.Good(string.Join(", ", buses))
            : Finding.Skipped($"none (echo dtparam=spi=on | sudo tee -a {Config})")),
        new("SPI rights", view => Rights(view, "spidev", "spi")),
        new("camera rights", view => Rights(view, "video", "video")),
        new("IIO rights", view => Rights(view, "iio:device", "iio")),
        new("groups of devices", Groups),
        new("udev rules", view => HasRules(view)
            ? Finding.Good("give devices to their groups")
            : Finding.Warning(
                "none that give devices to their groups",
                "sudo cp udev/60-edgeruntime.rules /usr/lib/udev/rules.d/ && sudo udevadm control --reload && sudo udevadm trigger")),
    ];

    private static bool HasRules(BoardView view) =>
        view.Names("usr/lib/udev/rules.d", "60-edgeruntime").Length > 0 || view.Names("etc/udev/rules.d", "60-edgeruntime").Length > 0
            || view.Names("etc/udev/rules.d", "99-com").Length > 0 || view.Names("usr/lib/udev/rules.d", "60-gpio").Length > 0;

    private static Finding Header(BoardView view)
    {
        var labels = view.Names("sys/bus/gpio/devices", "gpiochip").Length;
        var found = view.Names("sys/class/gpio", "gpiochip").Select(chip => view.Text($"sys/class/gpio/{chip}/label")).FirstOrDefault(l => HeaderLabels.Contains(l));
        return found is not null ? Finding.Good(found)
            : labels == 1 ? Finding.Good("the only chip")
            : labels == 0 ? Finding.Skipped("no chip")
            : Finding.Skipped($"{labels} chips, and sysfs does not tell their labels (gpiodetect does): name yours with \"chip\"");
    }

    private static Finding Rights(BoardView view, string device, string group)
    {
        var devices = view.Names("dev", device);
        if (devices.Length == 0)
        {
            return Finding.Skipped("no such device");
        }

        string[] closed = [.. devices.Select(name => "dev/" + name).Where(d => !view.IsOpenToGroup(d)).Select(view.PathOf)];
        return Finding.BadUnless(
            closed.Length == 0,
            closed.Length == 0 ? $"open to the group of {devices.Length}" : $"closed to its group: {string.Join(", ", closed)}",
            $"install udev/60-edgeruntime.rules, or for now: sudo chgrp {group} {string.Join(' ', closed)} && sudo chmod 660 {string.Join(' ', closed)}");
    }

    private static Finding Groups(BoardView view)
    {
        var lines = view.Text("etc/group")?.Split('\n') ?? [];
        string[] missing = [.. DeviceGroups.Where(g => !lines.Any(l => l.StartsWith(g + ":", StringComparison.Ordinal)))];
        return Finding.BadUnless(
            missing.Length == 0, missing.Length == 0 ? string.Join(", ", DeviceGroups) : $"missing: {string.Join(", ", missing)}; the unit cannot start without",
            "sudo systemd-sysusers sysusers/edgeruntime.conf");
    }
}
