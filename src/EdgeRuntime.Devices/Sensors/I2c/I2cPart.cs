using System.Buffers.Binary;
using System.Device.I2c;

namespace EdgeRuntime.Devices;

/// <summary>
/// A part on an I2C bus: what its registers mean. Reading allocates nothing; every member throws an <see cref="IOException"/> when the bus
/// does not carry the transfer, or another part answers.
/// </summary>
public abstract class I2cPart
{
    /// <summary>Numbers in a frame.</summary>
    public abstract int Channels { get; }

    /// <summary>Longest time that setting up or reading takes while everything is well, nanoseconds.</summary>
    public virtual long LongestCallNs => 150_000_000;

    /// <summary>Finds out that it is this part, and sets it up.</summary>
    public abstract void SetUp(I2cDevice bus);

    /// <summary>Whether it is still set up; a part that lost its power answers, but with the values of a part at rest.</summary>
    public abstract bool IsSetUp(I2cDevice bus);

    /// <param name="bus">The part.</param>
    /// <param name="frame">(channels).</param>
    public abstract void Read(I2cDevice bus, Span<float> frame);

    private protected static byte ReadByte(I2cDevice bus, byte register)
    {
        Span<byte> value = stackalloc byte[1];
        bus.WriteRead([register], value);
        return value[0];
    }

    private protected static void WriteByte(I2cDevice bus, byte register, byte value) => bus.Write([register, value]);

    private protected static ushort ReadWord(I2cDevice bus, byte register)
    {
        Span<byte> value = stackalloc byte[2];
        bus.WriteRead([register], value);
        return BinaryPrimitives.ReadUInt16BigEndian(value);
    }

    /// <param name="bus">The part.</param>
    /// <param name="register">Where its identity stands.</param>
    /// <param name="known">What may stand there.</param>
    /// <param name="name">What such a part is called.</param>
    private protected static void Identify(I2cDevice bus, byte register, ReadOnlySpan<byte> known, string name)
    {
        var found = ReadByte(bus, register);
        if (!known.Contains(found))
        {
            throw new IOException(
                $"the part at bus {bus.ConnectionSettings.BusId}, address 0x{bus.ConnectionSettings.DeviceAddress:x2} is no {name}: register 0x{register:x2} holds 0x{found:x2}");
        }
    }
}
