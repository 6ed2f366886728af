using System.Device.I2c;

namespace EdgeRuntime.Devices.Tests;

/// <summary>A bus between a driver and a part: while a fault is set, no transfer gets through.</summary>
internal sealed class FaultyI2c(I2cDevice part) : I2cDevice
{
    public Exception? Fault { get; set; }

    public override I2cConnectionSettings ConnectionSettings => part.ConnectionSettings;

    public I2cDevice Open() => Fault is null ? this : throw Fault;

    public override void Read(Span<byte> buffer) => Whole().Read(buffer);

    public override void Write(ReadOnlySpan<byte> buffer) => Whole().Write(buffer);

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer) => Whole().WriteRead(writeBuffer, readBuffer);

    private I2cDevice Whole() => Fault is null ? part : throw Fault;
}
