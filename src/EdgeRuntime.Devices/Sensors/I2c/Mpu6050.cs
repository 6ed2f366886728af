using System.Buffers.Binary;
using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// InvenSense MPU-6050 (and its relatives MPU-6500 and MPU-9250, whose registers here are the same): acceleration x y z in g, rotation x y
/// z in degrees per second. Registers: MPU-6000/MPU-6050 Register Map, RM-MPU-6000A, revision 4.2.
/// </summary>
/// <param name="accelerationSelect">AFS_SEL: 0..3 for 2, 4, 8, 16 g.</param>
/// <param name="rotationSelect">FS_SEL: 0..3 for 250, 500, 1000, 2000 degrees per second.</param>
public sealed class Mpu6050(int accelerationSelect, int rotationSelect) : I2cPart
{
    private const byte LowPassRegister = 0x1A, GyroConfig = 0x1B, AccelerationConfig = 0x1C, FirstData = 0x3B, Power = 0x6B, Identity = 0x75;
    private const byte ClockOfGyroX = 1, LowPass44Hz = 3;
    private const int UsualAddress = 0x68, MaxRateHz = 1000;

    private static readonly string[] AccelerationRanges = ["2", "4", "8", "16"], RotationRanges = ["250", "500", "1000", "2000"];

    private readonly float _gPerBit = (2 << accelerationSelect) / 32768f;
    private readonly float _degreesPerBit = (250 << rotationSelect) / 32768f;

    public override int Channels => 6;

    public static ISensor Create(ConfigNode settings, DeviceContext context) => I2cConnection.Create(
        settings,
        context,
        new Mpu6050(
            Array.IndexOf(AccelerationRanges, settings.Choice("rangeG", AccelerationRanges, "4")),
            Array.IndexOf(RotationRanges, settings.Choice("rangeDps", RotationRanges, "500"))),
        UsualAddress,
        MaxRateHz);

    public override void SetUp(I2cDevice bus)
    {
        Identify(bus, Identity, [0x68, 0x70, 0x71], "MPU-6050");
        WriteByte(bus, Power, ClockOfGyroX);
        WriteByte(bus, LowPassRegister, LowPass44Hz);
        WriteByte(bus, GyroConfig, (byte)(rotationSelect << 3));
        WriteByte(bus, AccelerationConfig, (byte)(accelerationSelect << 3));
        if (!IsSetUp(bus))
        {
            throw new IOException("the MPU-6050 does not keep its settings");
        }
    }

    public override bool IsSetUp(I2cDevice bus) =>
        ReadByte(bus, Power) == ClockOfGyroX && ReadByte(bus, AccelerationConfig) == accelerationSelect << 3;

    public override void Read(I2cDevice bus, Span<float> frame)
    {
        // Acceleration, temperature, rotation, read at once so that all are of the same moment.
        Span<byte> data = stackalloc byte[14];
        bus.WriteRead([FirstData], data);
        for (var axis = 0; axis < 3; axis++)
        {
            frame[axis] = BinaryPrimitives.ReadInt16BigEndian(data[(2 * axis)..]) * _gPerBit;
            frame[3 + axis] = BinaryPrimitives.ReadInt16BigEndian(data[(8 + (2 * axis))..]) * _degreesPerBit;
        }
    }
}
