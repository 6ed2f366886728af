using System.Device.I2c;

namespace EdgeRuntime.Devices;

/// <summary>The steps of a VL53L0X's initialisation that go to registers without a public name; from ST's API (STSW-IMG005).</summary>
internal static class Vl53l0xSetup
{
    private const byte FirstSpads = 0xB0, StopVariable = 0x91, SpadInfo = 0x92, SpadReady = 0x83;
    private const int SpadCount = 48, FirstApertureSpad = 12, Attempts = 100;

    /// <summary>Register and value, in order: vl53l0x_tuning.h of the API, version 36. 0xFF changes the page.</summary>
    private static ReadOnlySpan<byte> Tuning =>
    [
        0xFF, 0x01, 0x00, 0x00, 0xFF, 0x00, 0x09, 0x00, 0x10, 0x00, 0x11, 0x00, 0x24, 0x01, 0x25, 0xFF, 0x75, 0x00, 0xFF, 0x01,
        0x4E, 0x2C, 0x48, 0x00, 0x30, 0x20, 0xFF, 0x00, 0x30, 0x09, 0x54, 0x00, 0x31, 0x04, 0x32, 0x03, 0x40, 0x83, 0x46, 0x25,
        0x60, 0x00, 0x27, 0x00, 0x50, 0x06, 0x51, 0x00, 0x52, 0x96, 0x56, 0x08, 0x57, 0x30, 0x61, 0x00, 0x62, 0x00, 0x64, 0x00,
        0x65, 0x00, 0x66, 0xA0, 0xFF, 0x01, 0x22, 0x32, 0x47, 0x14, 0x49, 0xFF, 0x4A, 0x00, 0xFF, 0x00, 0x7A, 0x0A, 0x7B, 0x00,
        0x78, 0x21, 0xFF, 0x01, 0x23, 0x34, 0x42, 0x00, 0x44, 0xFF, 0x45, 0x26, 0x46, 0x05, 0x40, 0x40, 0x0E, 0x06, 0x20, 0x1A,
        0x43, 0x40, 0xFF, 0x00, 0x34, 0x03, 0x35, 0x44, 0xFF, 0x01, 0x31, 0x04, 0x4B, 0x09, 0x4C, 0x05, 0x4D, 0x04, 0xFF, 0x00,
        0x44, 0x00, 0x45, 0x20, 0x47, 0x08, 0x48, 0x28, 0x67, 0x00, 0x70, 0x04, 0x71, 0x01, 0x72, 0xFE, 0x76, 0x00, 0x77, 0x00,
        0xFF, 0x01, 0x0D, 0x01, 0xFF, 0x00, 0x80, 0x01, 0x01, 0xF8, 0xFF, 0x01, 0x8E, 0x01, 0x00, 0x01, 0xFF, 0x00, 0x80, 0x00,
    ];

    /// <summary>Every part's own value, to be given back to it when it starts.</summary>
    public static byte ReadStopVariable(I2cDevice bus)
    {
        WriteAll(bus, [0x80, 1, 0xFF, 1, 0x00, 0]);
        Span<byte> value = stackalloc byte[1];
        bus.WriteRead([StopVariable], value);
        WriteAll(bus, [0x00, 1, 0xFF, 0, 0x80, 0]);
        return value[0];
    }

    public static void WriteStopVariable(I2cDevice bus, byte value) =>
        WriteAll(bus, [0x80, 1, 0xFF, 1, 0x00, 0, StopVariable, value, 0x00, 1, 0xFF, 0, 0x80, 0]);

    public static void Tune(I2cDevice bus) => WriteAll(bus, Tuning);

    /// <summary>Leaves as many of the reference SPADs on as the part was trimmed for, beginning with the kind it was trimmed for.</summary>
    public static void EnableReferenceSpads(I2cDevice bus)
    {
        var info = ReadSpadInfo(bus);
        Span<byte> map = stackalloc byte[1 + (SpadCount / 8)];
        map[0] = FirstSpads;
        bus.WriteRead(map[..1], map[1..]);
        WriteAll(bus, [0xFF, 1, 0x4F, 0, 0x4E, 0x2C, 0xFF, 0, 0xB6, 0xB4]);
        var (wanted, first) = (info & 0x7F, (info & 0x80) != 0 ? FirstApertureSpad : 0);
        for (var spad = 0; spad < SpadCount; spad++)
        {
            ref var byteOfMap = ref map[1 + (spad / 8)];
            var bit = (byte)(1 << (spad % 8));
            if (spad < first || wanted == 0)
            {
                byteOfMap &= (byte)~bit;
            }
            else if ((byteOfMap & bit) != 0)
            {
                wanted--;
            }
        }

        bus.Write(map);
    }

    private static byte ReadSpadInfo(I2cDevice bus)
    {
        Span<byte> value = stackalloc byte[1];
        WriteAll(bus, [0x80, 1, 0xFF, 1, 0x00, 0, 0xFF, 6]);
        bus.WriteRead([SpadReady], value);
        WriteAll(bus, [SpadReady, (byte)(value[0] | 4), 0xFF, 7, 0x81, 1, 0x80, 1, 0x94, 0x6B, SpadReady, 0]);
        value[0] = 0;
        for (var attempt = 0; value[0] == 0; attempt++)
        {
            if (attempt == Attempts)
            {
                throw new IOException("the VL53L0X does not give its trimming");
            }

            Thread.Sleep(attempt == 0 ? 0 : 1);
            bus.WriteRead([SpadReady], value);
        }

        WriteAll(bus, [SpadReady, 1]);
        bus.WriteRead([SpadInfo], value);
        var info = value[0];
        WriteAll(bus, [0x81, 0, 0xFF, 6]);
        bus.WriteRead([SpadReady], value);
        WriteAll(bus, [SpadReady, (byte)(value[0] & ~4), 0xFF, 1, 0x00, 1, 0xFF, 0, 0x80, 0]);
        return info;
    }

    /// <param name="bus">The part.</param>
    /// <param name="pairs">Register and value, again and again.</param>
    private static void WriteAll(I2cDevice bus, ReadOnlySpan<byte> pairs)
    {
        for (; pairs.Length > 0; pairs = pairs[2..])
        {
            bus.Write(pairs[..2]);
        }
    }
}
