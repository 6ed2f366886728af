using System.Buffers.Binary;

namespace EdgeRuntime.Devices;

/// <summary>A message as a PUBLISH packet (MQTT 5.0 and 3.1.1, section 3.3), without properties.</summary>
internal static class PublishPacket
{
    private const byte Type = 0x30, AtLeastOnce = 0x02, Retain = 0x01;

    /// <summary>Bytes of the whole packet.</summary>
    public static int SizeOf(in Message message, bool atLeastOnce, bool isVersion5)
    {
        var length = BodyBytes(message, atLeastOnce, isVersion5);
        return 1 + RemainingLength.SizeOf(length) + length;
    }

    /// <param name="destination">At least <see cref="SizeOf"/> bytes.</param>
    /// <param name="message">Its topic has 65535 bytes at most.</param>
    /// <param name="identifier">By which it is acknowledged, with quality of service 1; null with 0.</param>
    /// <param name="retain">Whether the broker keeps it.</param>
    /// <param name="isVersion5">MQTT 5.0 instead of 3.1.1.</param>
    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, in Message message, ushort? identifier, bool retain, bool isVersion5)
    {
        destination[0] = (byte)(Type | (identifier is null ? 0 : AtLeastOnce) | (retain ? Retain : 0));
        var at = 1 + RemainingLength.Write(destination[1..], BodyBytes(message, identifier is not null, isVersion5));
        BinaryPrimitives.WriteUInt16BigEndian(destination[at..], (ushort)message.Topic.Length);
        at += sizeof(ushort);
        message.Topic.Span.CopyTo(destination[at..]);
        at += message.Topic.Length;
        if (identifier is { } value)
        {
            BinaryPrimitives.WriteUInt16BigEndian(destination[at..], value);
            at += sizeof(ushort);
        }

        if (isVersion5)
        {
            // No properties.
            destination[at++] = 0;
        }

        message.Payload.Span.CopyTo(destination[at..]);
        return at + message.Payload.Length;
    }

    private static int BodyBytes(in Message message, bool atLeastOnce, bool isVersion5) =>
        sizeof(ushort) + message.Topic.Length + (atLeastOnce ? sizeof(ushort) : 0) + (isVersion5 ? 1 : 0) + message.Payload.Length;
}
