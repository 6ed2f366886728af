using System.Buffers.Binary;
using System.Device.I2c;
using System.Globalization;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// ST LSM6DS3, LSM6DS3TR-C, LSM6DSL, LSM6DSO and LSM6DSOX: acceleration x y z in g, rotation x y z in degrees per second. Registers and
/// sensitivities: LSM6DSO datasheet DS12140, sections 4.1 and 9; the others agree in what is used here.
/// </summary>
/// <param name="accelerationG">2, 4, 8 or 16.</param>
/// <param name="rotationDps">250, 500, 1000 or 2000.</param>
public sealed class Lsm6ds(int accelerationG, int rotationDps) : I2cPart
{
    private const byte Identity = 0x0F, AccelerationControl = 0x10, RotationControl = 0x11, Control3 = 0x12, FirstData = 0x22;
    private const byte Rate1666Hz = 0x80, BlockUpdateAndIncrement = 0x44;
    private const int UsualAddress = 0x6A, MaxRateHz = 1666;

    /// <summary>FS_XL, in the order of the part's codes.</summary>
    private static readonly int[] AccelerationCodes = [2, 16, 4, 8];

    private readonly byte _acceleration = (byte)(Rate1666Hz | (Array.IndexOf(AccelerationCodes, accelerationG) << 2));
    private readonly byte _rotation = (byte)(Rate1666Hz | (int.Log2(rotationDps / 250) << 2));
    private readonly float _gPerBit = accelerationG / 2 * 0.000061f;
    private readonly float _degreesPerBit = rotationDps / 250 * 0.00875f;

    public override int Channels => 6;

    public static ISensor Create(ConfigNode settings, DeviceContext context) => I2cConnection.Create(
        settings,
        context,
        new Lsm6ds(
            int.Parse(settings.Choice("rangeG", ["2", "4", "8", "16"], "4"), CultureInfo.InvariantCulture),
            int.Parse(settings.Choice("rangeDps", ["250", "500", "1000", "2000"], "500"), CultureInfo.InvariantCulture)),
        UsualAddress,
        MaxRateHz);

    public override void SetUp(I2cDevice bus)
    {
        Identify(bus, Identity, [0x69, 0x6A, 0x6C], "LSM6DS");
        WriteByte(bus, Control3, BlockUpdateAndIncrement);
        WriteByte(bus, AccelerationControl, _acceleration);
        WriteByte(bus, RotationControl, _rotation);
        if (!IsSetUp(bus))
        {
            throw new IOException("the LSM6DS does not keep its settings");
        }
    }

    public override bool IsSetUp(I2cDevice bus) =>
        ReadByte(bus, AccelerationControl) == _acceleration && ReadByte(bus, RotationControl) == _rotation;

    public override void Read(I2cDevice bus, Span<float> frame)
    {
        Span<byte> data = stackalloc byte[12]; // rotation, then acceleration
        bus.WriteRead([FirstData], data);
        for (var axis = 0; axis < 3; axis++)
        {
            frame[axis] = BinaryPrimitives.ReadInt16LittleEndian(data[(6 + (2 * axis))..]) * _gPerBit;
            frame[3 + axis] = BinaryPrimitives.ReadInt16LittleEndian(data[(2 * axis)..]) * _degreesPerBit;
        }
    }
}
