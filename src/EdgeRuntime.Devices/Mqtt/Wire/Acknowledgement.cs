using System.Buffers.Binary;
using System.Text;

namespace EdgeRuntime.Devices;

/// <summary>What a broker says to a message of quality of service 1: the body of a PUBACK packet (MQTT 5.0 and 3.1.1, section 3.4).</summary>
/// <param name="Identifier">Of the message.</param>
/// <param name="Reason">0 and what is below 0x80: taken; the rest: refused.</param>
internal readonly record struct Acknowledgement(ushort Identifier, byte Reason)
{
    public const byte FirstRefusal = 0x80;

    private const int IdentifierBytes = 2, PropertiesAt = 3;
    private const byte ReasonString = 0x1F, UserProperty = 0x26;

    /// <summary>Reads the first bytes of a body.</summary>
    /// <param name="body">Three of its bytes, or all when there are fewer.</param>
    /// <param name="length">Of the whole body.</param>
    /// <param name="isVersion5">MQTT 5.0 instead of 3.1.1.</param>
    /// <param name="result">What it says.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> body, int length, bool isVersion5, out Acknowledgement result)
    {
        result = default;
        if (length < IdentifierBytes || (!isVersion5 && length != IdentifierBytes))
        {
            return false;
        }

        result = new Acknowledgement(BinaryPrimitives.ReadUInt16BigEndian(body), length > IdentifierBytes ? body[IdentifierBytes] : (byte)0);
        return true;
    }

    /// <summary>The text that a broker may give its reason (MQTT 5.0 section 3.4.2.2.2).</summary>
    /// <param name="body">All of it.</param>
    /// <returns>Empty when there is none that can be read.</returns>
    public static string TextOf(ReadOnlySpan<byte> body)
    {
        if (body.Length <= PropertiesAt)
        {
            return "";
        }

        var lengthBytes = RemainingLength.Read(body[PropertiesAt..], out var length);
        if (lengthBytes <= 0 || length > body.Length - PropertiesAt - lengthBytes)
        {
            return "";
        }

        var properties = body.Slice(PropertiesAt + lengthBytes, length);
        while (properties.Length > 0)
        {
            var kind = properties[0];
            properties = properties[1..];
            if (kind is not (ReasonString or UserProperty) || !TakeText(ref properties, out var text) || (kind == UserProperty && !TakeText(ref properties, out _)))
            {
                return "";
            }

            if (kind == ReasonString)
            {
                return Encoding.UTF8.GetString(text);
            }
        }

        return "";
    }

    private static bool TakeText(ref ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> text)
    {
        text = default;
        if (bytes.Length < sizeof(ushort) || BinaryPrimitives.ReadUInt16BigEndian(bytes) is var length && length > bytes.Length - sizeof(ushort))
        {
            return false;
        }

        text = bytes.Slice(sizeof(ushort), length);
        bytes = bytes[(sizeof(ushort) + length)..];
        return true;
    }
}
