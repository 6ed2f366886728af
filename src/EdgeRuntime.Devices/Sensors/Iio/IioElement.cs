using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeRuntime.Devices;

/// <summary>
/// How one channel lies in a record of an IIO buffer: <c>[be|le]:[s|u]bits/storagebits[Xrepeat][&gt;&gt;shift]</c>
/// (Documentation/ABI/testing/sysfs-bus-iio, in_..._type), at its own alignment.
/// </summary>
internal readonly partial record struct IioElement
{
    private readonly bool _isBigEndian;
    private readonly bool _isSigned;
    private readonly int _bits;
    private readonly int _shift;

    private IioElement(bool isBigEndian, bool isSigned, int bits, int sizeBytes, int shift) =>
        (_isBigEndian, _isSigned, _bits, SizeBytes, _shift) = (isBigEndian, isSigned, bits, sizeBytes, shift);

    /// <summary>1, 2, 4 or 8; its place is a multiple of it.</summary>
    public int SizeBytes { get; }

    /// <exception cref="IOException">It is no such text, or speaks of more than one number.</exception>
    public static IioElement Parse(string text)
    {
        var match = Grammar().Match(text);
        if (!match.Success || match.Groups[5].Length > 0)
        {
            throw new IOException($"an element of type '{text}'; expected the kind of le:s12/16>>4");
        }

        var (bits, storageBits) = (Number(match.Groups[3]), Number(match.Groups[4]));
        var shift = match.Groups[6].Length > 0 ? Number(match.Groups[6]) : 0;
        return storageBits is 8 or 16 or 32 or 64 && bits >= 1 && bits + shift <= storageBits
            ? new IioElement(match.Groups[1].Value == "be", match.Groups[2].Value == "s", bits, storageBits / 8, shift)
            : throw new IOException($"an element of type '{text}': {bits} bits from bit {shift} on do not fit into {storageBits}; expected 8, 16, 32 or 64 that hold them");
    }

    /// <param name="at">Its <see cref="SizeBytes"/> bytes.</param>
    public long Raw(ReadOnlySpan<byte> at)
    {
        var stored = SizeBytes switch
        {
            1 => at[0],
            2 => _isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(at) : BinaryPrimitives.ReadUInt16LittleEndian(at),
            4 => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(at) : BinaryPrimitives.ReadUInt32LittleEndian(at),
            _ => _isBigEndian ? BinaryPrimitives.ReadUInt64BigEndian(at) : BinaryPrimitives.ReadUInt64LittleEndian(at),
        };

        // The number's highest bit to the top, then back down: its sign comes along, what is above and below it does not.
        var top = stored << (64 - _bits - _shift);
        return _isSigned ? (long)top >> (64 - _bits) : (long)(top >> (64 - _bits));
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(be|le):([su])(\d{1,2})/(\d{1,2})(X\d+)?(?:>>(\d{1,2}))?$")]
    private static partial Regex Grammar();
}
