using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Which output line an actuator has: <c>pin</c> (a number) or <c>line</c> (a name), <c>chip</c> (a label, name or path), and
/// <c>through</c>: the kernel's character device, or the System.Device.Gpio library.
/// </summary>
internal static class OutputLineSettings
{
    /// <returns>The line, not taken yet.</returns>
    public static OutputLineKeeper Read(ConfigNode settings, DeviceContext context)
    {
        if (settings.Choice("through", ["kernel", "library"], "kernel") == "library")
        {
            var pin = settings.Integer("pin", 0, 1023);
            return new OutputLineKeeper(
                isHigh => new LibraryOutputLine(context.OpenGpio(), pin, isHigh), context.Clock, context.HealthOf($"gpio{pin}"));
        }

        var chip = settings.Has("chip") ? settings.Text("chip") : "";
        var line = settings.Has("line") ? settings.Text("line") : $"{settings.Integer("pin", 0, 1023)}";
        return new OutputLineKeeper(
            isHigh => KernelOutputLine.Open(chip, line, isHigh, context.Pipeline), context.Clock, context.HealthOf($"gpio {line}"));
    }
}
