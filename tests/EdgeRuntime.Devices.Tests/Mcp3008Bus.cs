using System.Device.Spi;

namespace EdgeRuntime.Devices.Tests;

/// <summary>An MCP3008 with numbers at its inputs, or a bus without one, whose pull-up answers.</summary>
internal sealed class Mcp3008Bus(int[] codes) : SpiDevice
{
    public bool IsConnected { get; set; } = true;

    public override SpiConnectionSettings ConnectionSettings { get; } = new(0, 0);

    public override void Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        readBuffer.Fill(0xFF);
        if (!IsConnected)
        {
            return;
        }

        // Seven zeros may come before the start bit.
        Assert.True(writeBuffer.Length == 3 && writeBuffer[0] == 1 && (writeBuffer[1] & 0xF) == 0);
        var (isSingle, input) = ((writeBuffer[1] & 0x80) != 0, (writeBuffer[1] >> 4) & 7);
        var code = isSingle ? codes[input] : Math.Max(0, codes[input] - codes[input ^ 1]);
        (readBuffer[1], readBuffer[2]) = ((byte)(0xF8 | (code >> 8)), (byte)code);
    }
}
