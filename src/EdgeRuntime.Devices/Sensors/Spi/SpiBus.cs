using System.Device.Spi;

namespace EdgeRuntime.Devices;

/// <summary>Opens parts on the SPI buses of this machine.</summary>
internal static class SpiBus
{
    /// <summary>What the slowest of our parts takes at 2.7 V (MCP3008: 1.35 MHz).</summary>
    private const int ClockHz = 1_000_000;

    /// <param name="bus">Number of the bus.</param>
    /// <param name="chipSelect">Number of its select line.</param>
    /// <exception cref="IOException">There is no such bus, or it may not be opened.</exception>
    public static SpiDevice Open(int bus, int chipSelect)
    {
        var path = $"/dev/spidev{bus}.{chipSelect}";
        var descriptor = KernelCalls.Open(path, KernelCalls.ReadWrite | KernelCalls.CloseOnExec);
        if (descriptor < 0)
        {
            throw KernelError.OfLastCall(path, "group spi", "is the bus switched on? (dtparam=spi=on; ls /dev/spidev*)");
        }

        _ = KernelCalls.Close(descriptor);
        return SpiDevice.Create(new SpiConnectionSettings(bus, chipSelect) { ClockFrequency = ClockHz, Mode = SpiMode.Mode0 });
    }
}
