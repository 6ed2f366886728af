using System.Buffers.Binary;
using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// Bosch BME280: temperature in C, pressure in Pa, relative humidity in percent. Registers and compensation: BME280 datasheet
/// BST-BME280-DS002, sections 5.3 and 4.2 (the formulas in double precision, section 8.1).
/// </summary>
public sealed class Bme280 : I2cPart
{
    private const byte FirstCalibration = 0x88, HumidityCalibration = 0xE1, Identity = 0xD0, HumidityControl = 0xF2, MeasureControl = 0xF4, FirstData = 0xF7;
    private const byte Oversample1 = 1, NormalModeOversample1 = 0x27;
    private const int UsualAddress = 0x76, MaxRateHz = 50;

    private Calibration _calibration;

    public override int Channels => 3;

    public static ISensor Create(ConfigNode settings, DeviceContext context) =>
        I2cConnection.Create(settings, context, new Bme280(), UsualAddress, MaxRateHz);

    public override void SetUp(I2cDevice bus)
    {
        Identify(bus, Identity, [0x60], "BME280");
        Span<byte> first = stackalloc byte[26];
        Span<byte> humidity = stackalloc byte[7];
        bus.WriteRead([FirstCalibration], first);
        bus.WriteRead([HumidityCalibration], humidity);
        _calibration = Calibration.From(first, humidity);

        // What is written to the control of humidity counts from the next write to the control of measuring on.
        WriteByte(bus, HumidityControl, Oversample1);
        WriteByte(bus, MeasureControl, NormalModeOversample1);
        if (!IsSetUp(bus))
        {
            throw new IOException("the BME280 does not keep its settings");
        }
    }

    public override bool IsSetUp(I2cDevice bus) => ReadByte(bus, MeasureControl) == NormalModeOversample1;

    public override void Read(I2cDevice bus, Span<float> frame)
    {
        // Pressure, temperature (20 bits each), humidity (16 bits), read at once so that all are of the same measurement.
        Span<byte> data = stackalloc byte[8];
        bus.WriteRead([FirstData], data);
        var pressure = BinaryPrimitives.ReadUInt32BigEndian(data) >> 12;
        var temperature = BinaryPrimitives.ReadUInt32BigEndian(data[3..]) >> 12;
        var humidity = BinaryPrimitives.ReadUInt16BigEndian(data[6..]);
        var fine = _calibration.FineTemperature(temperature);
        frame[0] = (float)(fine / 5120);
        frame[1] = (float)_calibration.Pressure(pressure, fine);
        frame[2] = (float)_calibration.Humidity(humidity, fine);
    }

    /// <summary>A part's own trimming values: T, P and H of the datasheet, section 4.2.2.</summary>
    internal struct Calibration
    {
        public ushort T1, P1;
        public short T2, T3, P2, P3, P4, P5, P6, P7, P8, P9, H2, H4, H5;
        public byte H1, H3;
        public sbyte H6;

        /// <param name="first">Registers 0x88..0xA1.</param>
        /// <param name="humidity">Registers 0xE1..0xE7.</param>
        public static Calibration From(ReadOnlySpan<byte> first, ReadOnlySpan<byte> humidity) => new()
        {
            T1 = BinaryPrimitives.ReadUInt16LittleEndian(first),
            T2 = BinaryPrimitives.ReadInt16LittleEndian(first[2..]),
            T3 = BinaryPrimitives.ReadInt16LittleEndian(first[4..]),
            P1 = BinaryPrimitives.ReadUInt16LittleEndian(first[6..]),
            P2 = BinaryPrimitives.ReadInt16LittleEndian(first[8..]),
            P3 = BinaryPrimitives.ReadInt16LittleEndian(first[10..]),
            P4 = BinaryPrimitives.ReadInt16LittleEndian(first[12..]),
            P5 = BinaryPrimitives.ReadInt16LittleEndian(first[14..]),
            P6 = BinaryPrimitives.ReadInt16LittleEndian(first[16..]),
            P7 = BinaryPrimitives.ReadInt16LittleEndian(first[18..]),
            P8 = BinaryPrimitives.ReadInt16LittleEndian(first[20..]),
            P9 = BinaryPrimitives.ReadInt16LittleEndian(first[22..]),
            H1 = first[25],
            H2 = BinaryPrimitives.ReadInt16LittleEndian(humidity),
            H3 = humidity[2],

            // Two numbers of 12 bits share the byte in the middle.
            H4 = (short)(((sbyte)humidity[3] << 4) | (humidity[4] & 0xF)),
            H5 = (short)(((sbyte)humidity[5] << 4) | (humidity[4] >> 4)),
            H6 = (sbyte)humidity[6],
        };

        /// <summary>Temperature in 1/5120 C, which the other two build on.</summary>
        public readonly double FineTemperature(uint adc)
        {
            var coarse = (adc / 16384.0) - (T1 / 1024.0);
            var square = (adc / 131072.0) - (T1 / 8192.0);
            return (coarse * T2) + (square * square * T3);
        }

        /// <summary>Pa.</summary>
        public readonly double Pressure(uint adc, double fine)
        {
            var t = (fine / 2) - 64000;
            var offset = ((t * t * P6 / 32768) + (t * P5 * 2)) / 4 + (P4 * 65536.0);
            var gain = (1 + (((P3 * t * t / 524288) + (P2 * t)) / 524288 / 32768)) * P1;
            if (gain == 0)
            {
                return 0;
            }

            var p = (1048576.0 - adc - (offset / 4096)) * 6250 / gain;
            return p + (((P9 * p * p / 2147483648) + (p * P8 / 32768) + P7) / 16);
        }

        /// <summary>Percent, 0..100.</summary>
        public readonly double Humidity(ushort adc, double fine)
        {
            var t = fine - 76800;
            var raw = adc - ((H4 * 64.0) + (H5 / 16384.0 * t));
            var h = raw * (H2 / 65536.0 * (1 + (H6 / 67108864.0 * t * (1 + (H3 / 67108864.0 * t)))));
            return Math.Clamp(h * (1 - (H1 * h / 524288)), 0, 100);
        }
    }
}
