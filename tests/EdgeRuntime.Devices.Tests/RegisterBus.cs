using System.Device.I2c;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A part made of 256 registers: the first byte written is the register, which counts up.</summary>
internal sealed class RegisterBus(bool hasWords = false) : I2cDevice
{
    private readonly byte[] _registers = new byte[512];

    /// <summary>While set, every transfer fails with this.</summary>
    public Exception? Fault { get; set; }

    public int OpenCount { get; private set; }

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x42);

    /// <summary>Bytes of a register: one, or two with the high one first, for parts whose registers are words.</summary>
    private int Width => hasWords ? 2 : 1;

    public I2cDevice Open()
    {
        OpenCount++;
        return Fault is null ? this : throw Fault;
    }

    public byte this[int register]
    {
        get => _registers[register];
        set => _registers[register] = value;
    }

    public void Set(int register, params ReadOnlySpan<byte> values) => values.CopyTo(_registers.AsSpan(register * Width));

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("Parts are read from a register.");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Check();
        buffer[1..].CopyTo(_registers.AsSpan(buffer[0] * Width));
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Check();
        _registers.AsSpan(writeBuffer[0] * Width, readBuffer.Length).CopyTo(readBuffer);
    }

    private void Check()
    {
        if (Fault is not null)
        {
            throw Fault;
        }
    }
}
