using System.Text;

namespace EdgeRuntime.Model;

/// <summary>Names: UTF-8, each ended by a zero byte, the first one empty.</summary>
internal readonly unsafe struct StringTable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte* _data;
    private readonly int _length;
    private readonly long _offset;

    private StringTable(byte* data, int length, long offset)
    {
        _data = data;
        _length = length;
        _offset = offset;
    }

    private ReadOnlySpan<byte> Bytes => new(_data, _length);

    public static StringTable Prove(in SectionTable sections)
    {
        var bytes = sections.BytesOf(SectionKind.Strings);
        var offset = sections.OffsetOf(SectionKind.Strings);
        Fault.Unless(bytes.Length is > 0 and <= FormatLimits.StringsBytes, FaultKind.StringsCoverage, offset, "strings bytes", $"1..{FormatLimits.StringsBytes}", bytes.Length);
        Fault.Unless(bytes[0] == 0 && bytes[^1] == 0, FaultKind.StringsCoverage, offset, "first and last byte of the strings", "0", $"{bytes[0]} and {bytes[^1]}");
        try
        {
            Strict.GetCharCount(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelFormatException(FaultKind.StringEncoding, offset + e.Index, "strings", "UTF-8", "an invalid sequence");
        }

        return new StringTable(sections.DataOf(SectionKind.Strings), bytes.Length, offset);
    }

    /// <summary>A name must begin where another one ended.</summary>
    public void ProveName(int nameOffset, FaultKind kind, long byteOffset) => Fault.Unless(
        nameOffset >= 0 && nameOffset < _length && (nameOffset == 0 || _data[nameOffset - 1] == 0), kind, byteOffset, "name offset",
        $"the start of a string in the section at byte {_offset}", nameOffset);

    public string At(int nameOffset)
    {
        var rest = Bytes[nameOffset..];
        return Encoding.UTF8.GetString(rest[..rest.IndexOf((byte)0)]);
    }
}
