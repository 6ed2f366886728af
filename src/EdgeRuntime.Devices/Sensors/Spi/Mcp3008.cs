using System.Device.Spi;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Microchip MCP3008 (and MCP3004, which has the first four inputs): inputs, single or as differences of a pair, in V, 10 bits. Transfers:
/// datasheet DS21295, section 6.1. Settings: <c>bus</c>, <c>chipSelect</c>, <c>channels</c>, <c>referenceV</c>, <c>sampleRateHz</c>.
/// </summary>
/// <param name="controls">The four bits that choose a channel, for each.</param>
/// <param name="referenceV">Voltage at VREF.</param>
/// <param name="open">Opens the bus.</param>
public sealed class Mcp3008(byte[] controls, double referenceV, Func<SpiDevice> open) : IPolledPart
{
    private const int MaxRateHz = 5000;
    private const byte StartBit = 1, NullBit = 4;

    /// <summary>In the order of SGL/DIFF, D2, D1, D0.</summary>
    private static readonly string[] Inputs =
    [
        "0-1", "1-0", "2-3", "3-2", "4-5", "5-4", "6-7", "7-6", "0", "1", "2", "3", "4", "5", "6", "7",
    ];

    private readonly float _voltsPerBit = (float)(referenceV / 1024);
    private SpiDevice? _bus;

    public int Channels => controls.Length;

    public long LongestCallNs => 150_000_000;

    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var (bus, chipSelect) = (settings.Integer("bus", 0, 255, 0), settings.Integer("chipSelect", 0, 255, 0));
        var channels = InputNames.Read(settings, Inputs, "0");
        var referenceV = settings.Number("referenceV", 0.25, 7, 3.3);
        var rateHz = settings.Number("sampleRateHz", 0.001, MaxRateHz);
        if (channels.Count == 0)
        {
            return null;
        }

        var part = new Mcp3008([.. channels.Select(c => (byte)Array.IndexOf(Inputs, c))], referenceV, () => context.OpenSpi(bus, chipSelect));
        return new PolledSensor(part, rateHz, $"mcp3008 {bus}.{chipSelect}", context);
    }

    public void Open()
    {
        _bus = open();
        _ = Convert(controls[0]);
    }

    public void Read(Span<float> frame)
    {
        for (var c = 0; c < frame.Length; c++)
        {
            frame[c] = Convert(controls[c]) * _voltsPerBit;
        }
    }

    public void Close()
    {
        _bus?.Dispose();
        _bus = null;
    }

    /// <summary>SPI has no acknowledgement; but before its bits the part pulls the line low, which a line without a part is not by its pull-up.</summary>
    private int Convert(byte control)
    {
        Span<byte> answer = stackalloc byte[3];
        _bus!.TransferFullDuplex([StartBit, (byte)(control << 4), 0], answer);
        return (answer[1] & NullBit) == 0
            ? ((answer[1] & 3) << 8) | answer[2]
            : throw new IOException("the MCP3008 does not answer: is it connected, and are its supply and MISO?");
    }
}
