using System.Device.I2c;
using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// TI ADS1115: four inputs, single or as differences, in V, 16 bits. One channel is converted continuously; several one after the other, a
/// conversion each. Registers: ADS111x datasheet SBAS444, section 9.6. Settings: <c>channels</c>, <c>rangeV</c>, <c>dataRateHz</c>, <c>mode</c>.
/// </summary>
/// <param name="multiplexer">MUX of every channel.</param>
/// <param name="range">PGA: 0..5 for the ranges of <see cref="Ranges"/>.</param>
/// <param name="dataRate">DR: 0..7 for the rates of <see cref="DataRates"/>.</param>
/// <param name="isContinuous">Whether it converts its one channel without being asked.</param>
public sealed class Ads1115(byte[] multiplexer, int range, int dataRate, bool isContinuous) : I2cPart
{
    private const byte Conversion = 0, ConfigRegister = 1;
    private const ushort Start = 0x8000, SingleShot = 0x0100, NoComparator = 0x0003;
    private const int UsualAddress = 0x48;
    private const string Continuous = "continuous";

    /// <summary>In the order of MUX.</summary>
    private static readonly string[] Inputs = ["A0-A1", "A0-A3", "A1-A3", "A2-A3", "A0", "A1", "A2", "A3"];

    private static readonly string[] Ranges = ["6.144", "4.096", "2.048", "1.024", "0.512", "0.256"];

    private static readonly string[] DataRates = ["8", "16", "32", "64", "128", "250", "475", "860"];

    private readonly float _voltsPerBit = float.Parse(Ranges[range], CultureInfo.InvariantCulture) / 32768;

    /// <summary>A conversion takes up to a tenth longer than the rate says (section 7.5), and the part wakes up before it.</summary>
    private readonly int _conversionMs = (int)Math.Ceiling((1100 / double.Parse(DataRates[dataRate], CultureInfo.InvariantCulture)) + 0.1);

    private ushort _config;

    public override int Channels => multiplexer.Length;

    public override long LongestCallNs => base.LongestCallNs + (4_000_000L * _conversionMs * Channels);

    public static ISensor? Create(ConfigNode settings, DeviceContext context)
    {
        var channels = InputNames.Read(settings, Inputs, "A0");
        var range = settings.Choice("rangeV", Ranges, "2.048");
        var dataRate = settings.Choice("dataRateHz", DataRates, "128");
        var mode = settings.Choice("mode", [Continuous, "singleShot"], channels.Count == 1 ? Continuous : "singleShot");
        if (channels.Count > 1 && mode == Continuous)
        {
            settings.Refuse("mode", Continuous, "singleShot for more than one channel");
        }

        if (channels.Count == 0 || (channels.Count > 1 && mode == Continuous))
        {
            return null;
        }

        var maxRateHz = double.Parse(dataRate, CultureInfo.InvariantCulture) / channels.Count;
        var part = new Ads1115(
            [.. channels.Select(c => (byte)Array.IndexOf(Inputs, c))], Array.IndexOf(Ranges, range), Array.IndexOf(DataRates, dataRate), mode == Continuous);
        return I2cConnection.Create(settings, context, part, UsualAddress, maxRateHz);
    }

    public override void SetUp(I2cDevice bus)
    {
        Configure(bus, multiplexer[0]);
        if (!IsSetUp(bus))
        {
            throw new IOException("the part does not keep an ADS1115's settings");
        }

        AwaitConversion(bus, isFirst: true);
    }

    /// <summary>The highest bit tells of a conversion, not of a setting.</summary>
    public override bool IsSetUp(I2cDevice bus) => (ReadWord(bus, ConfigRegister) & ~Start) == (_config & ~Start);

    public override void Read(I2cDevice bus, Span<float> frame)
    {
        for (var c = 0; c < frame.Length; c++)
        {
            if (!isContinuous)
            {
                Configure(bus, multiplexer[c]);
                AwaitConversion(bus, isFirst: false);
            }

            frame[c] = (short)ReadWord(bus, Conversion) * _voltsPerBit;
        }
    }

    private void Configure(I2cDevice bus, byte input)
    {
        _config = (ushort)(Start | (input << 12) | (range << 9) | (isContinuous ? 0 : SingleShot) | (dataRate << 5) | NoComparator);
        bus.Write([ConfigRegister, (byte)(_config >> 8), (byte)_config]);
    }

    private void AwaitConversion(I2cDevice bus, bool isFirst)
    {
        Thread.Sleep(_conversionMs);
        for (var waitedMs = 0; !isContinuous && (ReadWord(bus, ConfigRegister) & Start) == 0; waitedMs++)
        {
            if (waitedMs > 2 * _conversionMs)
            {
                throw new IOException(isFirst ? "the part is no ADS1115: it does not convert" : "the ADS1115 does not finish its conversion");
            }

            Thread.Sleep(1);
        }
    }
}
