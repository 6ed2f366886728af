using System.Buffers.Binary;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices.Tests;

/// <summary>Every part on a bus of registers, with the numbers of its datasheet.</summary>
public class I2cPartTests
{
    private readonly TestContext _context = new();

    [Theory]
    [InlineData("2", "250", 16384, 131)]
    [InlineData("4", "500", 8192, 65.5)]
    [InlineData("8", "1000", 4096, 32.8)]
    [InlineData("16", "2000", 2048, 16.4)]
    public void AnMpu6050GivesGAndDegreesPerSecond(string g, string dps, double bitsPerG, double bitsPerDegree)
    {
        var bus = new RegisterBus();
        bus.Set(0x75, 0x68);
        bus.Set(0x3B, [.. Words(1000, -2000, 16384, 0x0BAD, 131, -262, 32767)]);
        var frame = Frame(bus, $$"""{ "kind": "mpu6050", "sampleRateHz": 100, "rangeG": "{{g}}", "rangeDps": "{{dps}}" }""");
        Equal([1000 / bitsPerG, -2000 / bitsPerG, 16384 / bitsPerG, 131 / bitsPerDegree, -262 / bitsPerDegree, 32767 / bitsPerDegree], frame, 1e-3);
        Assert.Equal(1, bus[0x6B]);
    }

    [Theory]
    [InlineData("2", "250", 0x80, 0x80, 0.061, 8.75)]
    [InlineData("4", "500", 0x88, 0x84, 0.122, 17.5)]
    [InlineData("8", "1000", 0x8C, 0x88, 0.244, 35)]
    [InlineData("16", "2000", 0x84, 0x8C, 0.488, 70)]
    public void AnLsm6dsGivesGAndDegreesPerSecond(string g, string dps, byte accelerationControl, byte rotationControl, double milliG, double milliDegrees)
    {
        var bus = new RegisterBus();
        bus.Set(0x0F, 0x6C);
        bus.Set(0x22, [.. Words(100, -200, 300, 4000, -5000, 16393).Chunk(2).SelectMany(w => w.Reverse())]);
        var frame = Frame(bus, $$"""{ "kind": "lsm6ds", "sampleRateHz": 104, "rangeG": "{{g}}", "rangeDps": "{{dps}}" }""");
        Equal([4 * milliG, -5 * milliG, 16.393 * milliG, 0.1 * milliDegrees, -0.2 * milliDegrees, 0.3 * milliDegrees], frame, 1e-4);
        Assert.Equal((accelerationControl, rotationControl), (bus[0x10], bus[0x11]));
    }

    /// <summary>The example of the BMP280 datasheet (BST-BMP280-DS001, section 3.12), whose formulas the BME280 shares.</summary>
    [Fact]
    public void ABme280GivesTheTemperatureAndPressureOfTheDatasheetsExample()
    {
        var frame = Frame(Bme280Bus(humidityAdc: 0x8000), """{ "kind": "bme280", "sampleRateHz": 1 }""");
        Assert.Equal(25.08, frame[0], 0.005);
        Assert.Equal(100653.27, frame[1], 0.05);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20000)]
    [InlineData(25000)]
    [InlineData(30000)]
    [InlineData(35000)]
    [InlineData(65535)]
    public void ABme280GivesTheHumidityOfTheDatasheetsIntegerFormula(int adc)
    {
        var frame = Frame(Bme280Bus((ushort)adc), """{ "kind": "bme280", "sampleRateHz": 1 }""");
        Assert.Equal(IntegerHumidity(adc), frame[2], 0.02);
    }

    [Fact]
    public void AnIna219GivesVoltsAmpsAndWatts()
    {
        var bus = new RegisterBus(hasWords: true);
        bus.Set(1, [.. Words(2000)]);
        bus.Set(2, [.. Words(0x5D98)]);

        // The example of the datasheet (section 8.5.2): 20 mV across 2 milliohms, 11.98 V.
        var frame = Frame(bus, """{ "kind": "ina219", "sampleRateHz": 10, "shuntOhms": 0.002 }""");
        Equal([11.98, 10, 119.8], frame, 1e-3);
        bus.Set(1, [.. Words(-2000)]);
        Equal([11.98, -10, -119.8], Frame(bus, """{ "kind": "ina219", "sampleRateHz": 10, "shuntOhms": 0.002 }"""), 1e-3);
    }

    [Theory]
    [InlineData("mpu6050", "register 0x75 holds 0x00")]
    [InlineData("lsm6ds", "register 0x0f holds 0x00")]
    [InlineData("bme280", "register 0xd0 holds 0x00")]
    public void AnotherPartIsNotTakenForIt(string kind, string expected)
    {
        var bus = new RegisterBus();
        using var sensor = Sensor(bus, $$"""{ "kind": "{{kind}}", "sampleRateHz": 10 }""");
        sensor.Maintain(_context.NowNs);
        Assert.Equal(DeviceState.Lost, sensor.Health.State);
        Assert.Contains(expected, Assert.Single(_context.Log));
    }

    private static RegisterBus Bme280Bus(ushort humidityAdc)
    {
        var bus = new RegisterBus();
        bus.Set(0xD0, 0x60);
        short[] trimming = [27504, 26435, -1000, unchecked((short)36477), -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
        bus.Set(0x88, [.. Words(trimming).Chunk(2).SelectMany(w => w.Reverse())]);
        bus.Set(0xA1, 75);
        bus.Set(0xE1, [.. H2(), 0, 0x14, 0x2D, 0x03, 30]);
        bus.Set(0xF7, [.. Bits20(415148), .. Bits20(519888), (byte)(humidityAdc >> 8), (byte)humidityAdc]);
        return bus;

        static byte[] H2() => [0x6A, 0x01];

        static byte[] Bits20(int value) => [(byte)(value >> 12), (byte)(value >> 4), (byte)(value << 4)];
    }

    /// <summary>
    /// Section 4.2.3 of the BME280 datasheet: humidity in 32-bit integers, Q22.10, for the trimming values above: H1 75, H2 362, H3 0, H4 333
    /// (0x14D), H5 50 (0x032), H6 30.
    /// </summary>
    private static double IntegerHumidity(int adc)
    {
        const int fine = 128422, h1 = 75, h2 = 362, h3 = 0, h4 = 333, h5 = 50, h6 = 30;
        var v = fine - 76800;
        var left = ((adc << 14) - (h4 << 20) - (h5 * v) + 16384) >> 15;
        var right = (((((((v * h6) >> 10) * (((v * h3) >> 11) + 32768)) >> 10) + 2097152) * h2) + 8192) >> 14;
        var h = left * right;
        h -= ((((h >> 15) * (h >> 15)) >> 7) * h1) >> 4;
        return (Math.Clamp(h, 0, 419430400) >> 12) / 1024.0;
    }

    private ISensor Sensor(RegisterBus bus, string settings)
    {
        var device = _context.Device with { OpenI2c = (_, _) => bus.Open() };
        var sensor = DeviceFactory.CreateSensor(_context.Settings(settings), device)!;
        Assert.Empty(_context.Mistakes);
        return sensor;
    }

    private float[] Frame(RegisterBus bus, string settings)
    {
        using var sensor = Sensor(bus, settings);
        var frame = new float[sensor.Channels];
        sensor.Maintain(_context.NowNs);
        Assert.Empty(_context.Log);
        Assert.Equal(0, sensor.Read(frame, sensor.DueNs(1) - 1).Frames);
        Assert.Equal(new SensorRead(1, SensorStatus.Ok), sensor.Read(frame, sensor.DueNs(1)));
        return frame;
    }

    private static IEnumerable<byte> Words(params short[] words)
    {
        var bytes = new byte[2 * words.Length];
        for (var i = 0; i < words.Length; i++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(2 * i), words[i]);
        }

        return bytes;
    }

    private static void Equal(double[] expected, float[] actual, double tolerance) =>
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, tolerance * Math.Max(1, Math.Abs(pair.First))));
}
