using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>A part at its address on a bus. Settings: <c>bus</c>, <c>address</c>, <c>sampleRateHz</c>.</summary>
/// <param name="part">What is there.</param>
/// <param name="open">Opens the bus.</param>
public sealed class I2cConnection(I2cPart part, Func<I2cDevice> open) : IPolledPart
{
    private I2cDevice? _bus;

    public int Channels => part.Channels;

    public long LongestCallNs => part.LongestCallNs;

    /// <param name="settings">Bus, address and rate; those of the part are asked for already.</param>
    /// <param name="context">Whose pipeline it serves.</param>
    /// <param name="part">What is on the bus.</param>
    /// <param name="usualAddress">Where such a part is when its address pins are left alone.</param>
    /// <param name="maxRateHz">As often as it has something new to say.</param>
    public static ISensor Create(ConfigNode settings, DeviceContext context, I2cPart part, int usualAddress, double maxRateHz)
    {
        var bus = settings.Integer("bus", 0, 255, 1);
        var address = settings.Integer("address", 0x08, 0x77, usualAddress);
        var rateHz = settings.Number("sampleRateHz", 0.001, maxRateHz);
        var connection = new I2cConnection(part, () => context.OpenI2c(bus, address));
        return new PolledSensor(connection, rateHz, $"{settings.Text("kind")} {bus}:0x{address:x2}", context);
    }

    public void Open()
    {
        _bus = open();
        part.SetUp(_bus);
    }

    public bool IsSetUp() => part.IsSetUp(_bus!);

    public void Read(Span<float> frame) => part.Read(_bus!, frame);

    public void Close()
    {
        _bus?.Dispose();
        _bus = null;
    }
}
