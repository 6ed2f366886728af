using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Settings of a trigger on a GPIO line: <c>pin</c> (a number) or <c>line</c> (a name), <c>chip</c> (a label, name or path), <c>edge</c>,
/// <c>pull</c>, <c>debounceMs</c>, and <c>through</c>: the kernel's character device, or the System.Device.Gpio library for systems without
/// one. <c>through</c> pipe reads the kernel's records out of the named pipe <c>file</c>, where a machine has no lines at all.
/// </summary>
public static class GpioTrigger
{
    public static ITrigger? Create(ConfigNode settings, DeviceContext context)
    {
        var (edge, pull) = (settings.Choice("edge", ["rising", "falling", "both"], "rising"), LinePull.Read(settings));
        var debounceMs = settings.Number("debounceMs", 0, 10_000, 0);
        var through = settings.Choice("through", ["kernel", "library", "pipe"], "kernel");
        if (through == "pipe")
        {
            var file = context.PathOf(settings.Text("file"));
            return new KernelEdgeTrigger($"gpio({file})", () => NamedEdgePipe.Open(file), context);
        }

        if (through == "library")
        {
            return new PortableEdgeTrigger(
                new GpioEdge(settings.Integer("pin", 0, 1023), EdgesOf(edge), pull.Mode, debounceMs), context);
        }

        var chip = settings.Has("chip") ? settings.Text("chip") : "";
        var line = settings.Has("line") ? settings.Text("line") : $"{settings.Integer("pin", 0, 1023)}";
        var flags = FlagsOf(edge) | pull.Flag;
        return new KernelEdgeTrigger($"gpio {line}", () => Open(chip, line, flags, (uint)(debounceMs * 1000), context.Pipeline), context);
    }

    private static EdgeReader Open(string chip, string line, ulong flags, uint debounceUs, string consumer)
    {
        using var found = GpioChips.Open(chip);
        return new EdgeReader(found.RequestEdges(found.FindLine(line), flags, debounceUs, consumer));
    }

    private static ulong FlagsOf(string edge) => edge switch
    {
        "falling" => GpioUapi.EdgeFalling,
        "both" => GpioUapi.EdgeFalling | GpioUapi.EdgeRising,
        _ => GpioUapi.EdgeRising,
    };

    private static PinEventTypes EdgesOf(string edge) => edge switch
    {
        "falling" => PinEventTypes.Falling,
        "both" => PinEventTypes.Falling | PinEventTypes.Rising,
        _ => PinEventTypes.Rising,
    };
}
