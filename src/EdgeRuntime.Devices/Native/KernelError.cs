using System.Runtime.InteropServices;

namespace EdgeRuntime.Devices;

/// <summary>What a failed call of the kernel means: what, why, and what to do.</summary>
internal static class KernelError
{
    public const int Interrupted = 4, NoDeviceAddress = 6, TryAgain = 11, Invalid = 22;

    private const int NoEntry = 2, NoAccess = 13, Busy = 16, NoDevice = 19;

    /// <param name="what">The device, and what was asked of it.</param>
    /// <param name="group">Who may open it.</param>
    /// <param name="whereToLook">What to do when it is not there.</param>
    public static IOException OfLastCall(string what, string group, string whereToLook) =>
        Of(Marshal.GetLastPInvokeError(), what, group, whereToLook);

    /// <summary>As <see cref="OfLastCall"/>, of an error that was kept.</summary>
    public static IOException Of(int error, string what, string group, string whereToLook)
    {
        var advice = error switch
        {
            NoEntry or NoDevice or NoDeviceAddress => whereToLook,
            NoAccess => $"let the service use it: add its user to {group}",
            Busy => "another program uses it (see: fuser)",
            _ => "",
        };
        return new IOException($"{what}: {Marshal.GetPInvokeErrorMessage(error)}{(advice.Length > 0 ? "; " + advice : "")}");
    }
}
