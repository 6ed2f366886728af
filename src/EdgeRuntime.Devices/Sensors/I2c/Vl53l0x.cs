using System.Buffers.Binary;
using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// ST VL53L0X: distance in mm, and how good it is: 0 valid, 2 too little signal, 3 too near, 4 out of phase (too far), 255 no measurement;
/// 8190 mm means no target. It measures back to back, every 33 ms. Sequences and meaning of the status: ST's VL53L0X API (STSW-IMG005), as
/// user manual UM2039 describes it: data initialisation, reference SPADs, tuning, reference calibration.
/// </summary>
public sealed class Vl53l0x : I2cPart
{
    private const byte SysRangeStart = 0x00, SequenceConfig = 0x01, InterruptConfig = 0x0A, InterruptClear = 0x0B, InterruptStatus = 0x13;
    private const byte RangeStatus = 0x14, InterruptPolarity = 0x84, SupplyConfig = 0x89, Identity = 0xC0;
    private const byte MsrcControl = 0x60, SignalRateLimit = 0x44, Single = 0x01, BackToBack = 0x02, RangeSteps = 0xE8;
    private const int UsualAddress = 0x29, MaxRateHz = 30, LongestMeasurementMs = 200, HardwareFault = 5;

    private long _lastResultMs;
    private ushort _distanceMm;
    private int _status;

    public override int Channels => 2;

    public override long LongestCallNs => 1_500_000_000;

    public static ISensor Create(ConfigNode settings, DeviceContext context) =>
        I2cConnection.Create(settings, context, new Vl53l0x(), UsualAddress, MaxRateHz);

    public override void SetUp(I2cDevice bus)
    {
        Identify(bus, Identity, [0xEE], "VL53L0X");
        WriteByte(bus, SupplyConfig, (byte)(ReadByte(bus, SupplyConfig) | 1)); // bus at 2.8 V, as on every module
        WriteByte(bus, 0x88, 0);
        var stop = Vl53l0xSetup.ReadStopVariable(bus);
        WriteByte(bus, MsrcControl, (byte)(ReadByte(bus, MsrcControl) | 0x12));
        bus.Write([SignalRateLimit, 0, 32]); // 0.25 million counts per second, in 1/128
        WriteByte(bus, SequenceConfig, 0xFF);
        Vl53l0xSetup.EnableReferenceSpads(bus);
        Vl53l0xSetup.Tune(bus);
        WriteByte(bus, InterruptConfig, 4); // a new measurement
        WriteByte(bus, InterruptPolarity, (byte)(ReadByte(bus, InterruptPolarity) & ~0x10));
        WriteByte(bus, InterruptClear, 1);
        Calibrate(bus, sequence: 0x01, start: 0x41);
        Calibrate(bus, sequence: 0x02, start: 0x01);
        WriteByte(bus, SequenceConfig, RangeSteps);
        Vl53l0xSetup.WriteStopVariable(bus, stop);
        WriteByte(bus, SysRangeStart, BackToBack);
        AwaitMeasurement(bus);
        TakeResult(bus);
    }

    /// <summary>A part that lost its power has its sequence of steps, and the interrupt's meaning, as it wakes up.</summary>
    public override bool IsSetUp(I2cDevice bus) => ReadByte(bus, SequenceConfig) == RangeSteps && ReadByte(bus, InterruptConfig) == 4;

    /// <summary>Between two measurements the last one holds.</summary>
    public override void Read(I2cDevice bus, Span<float> frame)
    {
        if (IsMeasured(bus))
        {
            TakeResult(bus);
        }
        else if (Environment.TickCount64 - _lastResultMs > LongestMeasurementMs)
        {
            throw new IOException("the VL53L0X stopped measuring");
        }

        (frame[0], frame[1]) = (_distanceMm, _status);
    }

    /// <summary>What the API makes of the five bits in which the part says how its measurement went.</summary>
    internal static int StatusOf(byte register) => ((register & 0x78) >> 3) switch
    {
        11 => 0,
        4 => 2,
        8 or 10 => 3,
        6 or 9 => 4,
        1 or 2 or 3 => HardwareFault,
        _ => 255,
    };

    private static bool IsMeasured(I2cDevice bus) => (ReadByte(bus, InterruptStatus) & 7) != 0;

    private static void Calibrate(I2cDevice bus, byte sequence, byte start)
    {
        WriteByte(bus, SequenceConfig, sequence);
        WriteByte(bus, SysRangeStart, start);
        AwaitMeasurement(bus);
        WriteByte(bus, InterruptClear, Single);
        WriteByte(bus, SysRangeStart, 0);
    }

    private static void AwaitMeasurement(I2cDevice bus)
    {
        var startedMs = Environment.TickCount64;
        while (!IsMeasured(bus))
        {
            if (Environment.TickCount64 - startedMs > LongestMeasurementMs)
            {
                throw new IOException("the VL53L0X does not measure: is its supply strong enough (19 mA, 40 mA at the peak)?");
            }

            Thread.Sleep(1);
        }
    }

    private void TakeResult(I2cDevice bus)
    {
        Span<byte> result = stackalloc byte[12];
        bus.WriteRead([RangeStatus], result);
        WriteByte(bus, InterruptClear, 1);
        (_status, _distanceMm, _lastResultMs) = (StatusOf(result[0]), BinaryPrimitives.ReadUInt16BigEndian(result[10..]), Environment.TickCount64);
        if (_status == HardwareFault)
        {
            throw new IOException($"the VL53L0X reports a fault of its laser or its calibration (status 0x{result[0]:x2})");
        }
    }
}
