using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeRuntime.Devices.Tests;

/// <summary>An ADS1115 with voltages at its inputs, as section 9.6 of its datasheet describes it; a conversion is done when it is asked twice.</summary>
internal sealed class Ads1115Bus(double[] volts) : I2cDevice
{
    private static readonly double[] Ranges = [6.144, 4.096, 2.048, 1.024, 0.512, 0.256, 0.256, 0.256];

    private ushort _config = 0x8583;
    private int _questions;

    public override I2cConnectionSettings ConnectionSettings { get; } = new(1, 0x48);

    /// <summary>While set, it never finishes a conversion.</summary>
    public bool IsStuck { get; set; }

    public ushort Config => _config;

    public override void Read(Span<byte> buffer) => throw new NotSupportedException("Parts are read from a register.");

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Assert.Equal(1, buffer[0]);
        (_config, _questions) = (BinaryPrimitives.ReadUInt16BigEndian(buffer[1..]), 0);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        if (writeBuffer[0] == 1)
        {
            var isDone = !IsStuck && ++_questions > 1;
            BinaryPrimitives.WriteUInt16BigEndian(readBuffer, (ushort)(isDone ? _config | 0x8000 : _config & 0x7FFF));
            return;
        }

        var input = (_config >> 12) & 7;
        var difference = input switch
        {
            0 => volts[0] - volts[1],
            1 => volts[0] - volts[3],
            2 => volts[1] - volts[3],
            3 => volts[2] - volts[3],
            _ => volts[input - 4],
        };
        var code = Math.Clamp(Math.Round(difference / Ranges[(_config >> 9) & 7] * 32768), short.MinValue, short.MaxValue);
        BinaryPrimitives.WriteInt16BigEndian(readBuffer, (short)code);
    }
}
