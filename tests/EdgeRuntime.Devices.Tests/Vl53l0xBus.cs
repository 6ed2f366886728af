using System.Device.I2c;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A VL53L0X: pages of registers, its trimming, and measurements that are ready as soon as they were started.</summary>
internal sealed class Vl53l0xBus : I2cDevice
{
    private readonly byte[,] _registers = new byte[8, 256];
    private byte _page;

    public Vl53l0xBus()
    {
        _registers[0, 0xC0] = 0xEE;
        _registers[1, 0x91] = 0x3C;
        for (var i = 0; i < 6; i++)
        {
            _registers[0, 0xB0 + i] = 0xFF;
        }
    }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x29);

    /// <summary>How many reference SPADs it was trimmed for, and in the highest bit their kind.</summary>
    public byte SpadInfo
    {
        get => _registers[7, 0x92];
        set => _registers[7, 0x92] = value;
    }

    public bool IsMeasuring { get; set; } = true;

    public byte this[int page, int register] => _registers[page, register];

    public void Measure(byte status, int distanceMm) =>
        (_registers[0, 0x14], _registers[0, 0x1E], _registers[0, 0x1F]) = (status, (byte)(distanceMm >> 8), (byte)distanceMm);

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("Parts are read from a register.");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (buffer[0] == 0xFF)
        {
            _page = buffer[1];
            return;
        }

        for (var i = 1; i < buffer.Length; i++)
        {
            _registers[_page, buffer[0] + i - 1] = buffer[i];
        }
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        for (var i = 0; i < readBuffer.Length; i++)
        {
            readBuffer[i] = (_page, writeBuffer[0] + i) switch
            {
                (0, 0x13) => (byte)(IsMeasuring && _registers[0, 0] != 0 ? 0x44 : 0),
                (7, 0x83) => 1,
                var at => _registers[at._page, at.Item2],
            };
        }
    }
}
