using System.Buffers.Binary;
using System.Numerics;

namespace EdgeRuntime.Devices;

/// <summary>
/// A message as it lies in a spool, little-endian: magic (u32), bytes of the body (u32), sequence (u64), bytes of the topic (u32), CRC-32C
/// (u32) of these three numbers and of the body; the body is the topic in UTF-8 and then the payload.
/// </summary>
internal static class SpoolRecord
{
    public const int HeaderBytes = 24;

    public const int LargestBytes = 32 * 1024;

    private const uint Magic = 0x4C505345; // "ESPL"

    /// <param name="sequence">Its place among all messages.</param>
    /// <param name="message">What is stored.</param>
    /// <param name="room">At least <see cref="LargestBytes"/>; the record is its beginning.</param>
    /// <exception cref="IOException">The message is too large for a record.</exception>
    public static Span<byte> Encode(long sequence, in Message message, Span<byte> room)
    {
        var bodyBytes = message.Topic.Length + message.Payload.Length;
        if (HeaderBytes + bodyBytes > LargestBytes)
        {
            throw new IOException($"a message of {bodyBytes} bytes does not fit into the spool, whose records have {LargestBytes} at most");
        }

        var record = room[..(HeaderBytes + bodyBytes)];
        BinaryPrimitives.WriteUInt32LittleEndian(record, Magic);
        BinaryPrimitives.WriteInt32LittleEndian(record[4..], bodyBytes);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], sequence);
        BinaryPrimitives.WriteInt32LittleEndian(record[16..], message.Topic.Length);
        message.Topic.Span.CopyTo(record[HeaderBytes..]);
        message.Payload.Span.CopyTo(record[(HeaderBytes + message.Topic.Length)..]);
        BinaryPrimitives.WriteUInt32LittleEndian(record[20..], Checksum(record));
        return record;
    }

    /// <summary>Reads the record at the start of <paramref name="bytes"/>.</summary>
    /// <returns>Its length; 0 when there is no whole, undamaged record.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, out long sequence)
    {
        sequence = 0;
        if (bytes.Length < HeaderBytes || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != Magic)
        {
            return 0;
        }

        var bodyBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
        var topicBytes = BinaryPrimitives.ReadInt32LittleEndian(bytes[16..]);
        if (bodyBytes is < 0 or > LargestBytes - HeaderBytes || HeaderBytes + bodyBytes > bytes.Length || topicBytes < 0 || topicBytes > bodyBytes
            || BinaryPrimitives.ReadUInt32LittleEndian(bytes[20..]) != Checksum(bytes[..(HeaderBytes + bodyBytes)]))
        {
            return 0;
        }

        sequence = BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]);
        return HeaderBytes + bodyBytes;
    }

    /// <summary>The message of a whole record, as long as that is not written over.</summary>
    public static Message MessageOf(ReadOnlyMemory<byte> record)
    {
        var topicBytes = BinaryPrimitives.ReadInt32LittleEndian(record.Span[16..]);
        var body = record[HeaderBytes..];
        return new Message(body[..topicBytes], body[topicBytes..]);
    }

    /// <summary>CRC-32C (Castagnoli, RFC 3720 section 12.1), which the boards compute in one instruction.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var crc = ~before;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private static uint Checksum(ReadOnlySpan<byte> record) => Crc32C(record[HeaderBytes..], Crc32C(record[4..20]));
}
