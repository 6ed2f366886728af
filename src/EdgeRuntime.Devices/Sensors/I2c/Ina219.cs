using System.Device.I2c;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Devices;

/// <summary>
/// TI INA219: bus voltage in V, current in A, power in W. The current is computed from the shunt's voltage and resistance, so that the part's
/// own calibration, whose rounding costs accuracy, is not needed. Registers: INA219 datasheet SBOS448, section 8.6.
/// </summary>
/// <param name="shuntOhms">Resistance of the shunt.</param>
public sealed class Ina219(double shuntOhms) : I2cPart
{
    private const byte ConfigRegister = 0, ShuntVoltage = 1, BusVoltage = 2;
    private const int UsualAddress = 0x40, MaxRateHz = 500;
    private const float VoltsPerBusBit = 0.004f, VoltsPerShuntBit = 0.00001f;

    /// <summary>32 V, 320 mV across the shunt, 12 bits, both continuously: what it wakes up with.</summary>
    private const ushort Config = 0x399F;

    private readonly float _ampsPerBit = (float)(VoltsPerShuntBit / shuntOhms);

    public override int Channels => 3;

    public static ISensor Create(ConfigNode settings, DeviceContext context) =>
        I2cConnection.Create(settings, context, new Ina219(settings.Number("shuntOhms", 1e-6, 1000, 0.1)), UsualAddress, MaxRateHz);

    public override void SetUp(I2cDevice bus)
    {
        bus.Write([ConfigRegister, Config >> 8, Config & 0xFF]);
        if (!IsSetUp(bus))
        {
            throw new IOException("the part does not keep an INA219's settings");
        }
    }

    public override bool IsSetUp(I2cDevice bus) => ReadWord(bus, ConfigRegister) == Config;

    public override void Read(I2cDevice bus, Span<float> frame)
    {
        frame[0] = (ReadWord(bus, BusVoltage) >> 3) * VoltsPerBusBit;
        frame[1] = (short)ReadWord(bus, ShuntVoltage) * _ampsPerBit;
        frame[2] = frame[0] * frame[1];
    }
}
