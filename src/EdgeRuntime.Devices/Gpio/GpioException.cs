using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>A GPIO chip or line that cannot be had: what, why and what to do.</summary>
public sealed class GpioException(string message) : IOException(message)
{
    private const int NoEntry = 2, NoAccess = 13, Busy = 16, NoDevice = 19, Invalid = 22, NotSupported = 95;

    /// <summary>From errno, as a failed call left it.</summary>
    public static GpioException FromLastError(string what)
    {
        var error = Marshal.GetLastPInvokeError();
        var advice = error switch
        {
            NoEntry or NoDevice => "is the chip there? (ls /dev/gpiochip*)",
            NoAccess => "let the service read it: add its user to group gpio",
            Busy => "another program holds the line (see: gpioinfo)",
            Invalid or NotSupported => "the chip cannot do what was asked of this line, or the kernel is older than 5.10",
            _ => "",
        };
        return new GpioException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}{(advice.Length > 0 ? "; " + advice : "")}");
    }
}
