using System.Device.I2c;

namespace EdgeRuntime.Devices;

/// <summary>Opens parts on the I2C buses of this machine.</summary>
internal static unsafe class I2cBus
{
    /// <summary>I2C_TIMEOUT (include/uapi/linux/i2c-dev.h).</summary>
    private const nuint SetTimeout = 0x0702;

    /// <summary>
    /// After so long the kernel gives a transfer up, in units of 10 ms; its own default is up to a second. The longest transfer of ours takes
    /// 3 ms at 100 kHz; parts may stretch the clock.
    /// </summary>
    private const nint TransferTimeout = 5;

    /// <param name="bus">Number of the bus.</param>
    /// <param name="address">7 bits.</param>
    /// <exception cref="IOException">There is no such bus, or it may not be opened.</exception>
    public static I2cDevice Open(int bus, int address)
    {
        var path = $"/dev/i2c-{bus}";
        var descriptor = KernelCalls.Open(path, KernelCalls.ReadWrite | KernelCalls.CloseOnExec);
        if (descriptor < 0)
        {
            throw KernelError.OfLastCall(path, "group i2c", "is the bus switched on? (dtparam=i2c_arm=on; ls /dev/i2c-*)");
        }

        // The kernel keeps it with the bus, not with the descriptor. A bus whose driver has no timeout is watched by the sensor's thread.
        _ = KernelCalls.Control(descriptor, SetTimeout, (void*)TransferTimeout);
        _ = KernelCalls.Close(descriptor);
        return I2cDevice.Create(new I2cConnectionSettings(bus, address));
    }
}
