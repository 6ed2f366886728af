using System.Device.Gpio;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>The pull resistor of an input line: setting <c>pull</c>, <c>none</c>, <c>up</c> or <c>down</c>.</summary>
/// <param name="Flag">For the kernel; 0 leaves the line as the system set it up.</param>
/// <param name="Mode">For the library.</param>
internal readonly record struct LinePull(ulong Flag, PinMode Mode)
{
    public static LinePull Read(ConfigNode settings) => settings.Choice("pull", ["none", "up", "down"], "none") switch
    {
        "up" => new LinePull(GpioUapi.BiasPullUp, PinMode.InputPullUp),
        "down" => new LinePull(GpioUapi.BiasPullDown, PinMode.InputPullDown),
        _ => new LinePull(0, PinMode.Input),
    };
}
