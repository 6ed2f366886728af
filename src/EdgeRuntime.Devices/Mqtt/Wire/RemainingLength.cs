namespace EdgeRuntime.Devices;

/// <summary>
/// How MQTT writes lengths (a variable byte integer, MQTT 5.0 section 1.5.5; 3.1.1 section 2.2.3): seven bits to a byte, the lowest first,
/// the eighth says that another byte follows; four bytes at most.
/// </summary>
internal static class RemainingLength
{
    public const int LargestBytes = 4;

    /// <summary>Bytes that it takes.</summary>
    public static int SizeOf(int value) => value < 1 << 7 ? 1 : value < 1 << 14 ? 2 : value < 1 << 21 ? 3 : 4;

    /// <returns>Bytes written.</returns>
    public static int Write(Span<byte> destination, int value)
    {
        var count = 0;
        do
        {
            destination[count++] = (byte)((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
            value >>= 7;
        }
        while (value > 0);
        return count;
    }

    /// <summary>Reads the one at the start of <paramref name="bytes"/>.</summary>
    /// <returns>Its bytes; 0 when more are needed, -1 when it is none, whatever follows.</returns>
    public static int Read(ReadOnlySpan<byte> bytes, out int value)
    {
        value = 0;
        for (var i = 0; i < LargestBytes; i++)
        {
            if (i == bytes.Length)
            {
                return 0;
            }

            value |= (bytes[i] & 0x7F) << (7 * i);
            if (bytes[i] < 0x80)
            {
                return i + 1;
            }
        }

        return -1;
    }
}
