using System.Runtime.InteropServices;

namespace EdgeRuntime.Model;

/// <summary>Header and section table, proved: every section once, in order, aligned, contiguous, covering the file.</summary>
internal readonly unsafe struct SectionTable
{
    public static readonly SectionKind[] Kinds = Enum.GetValues<SectionKind>();

    private readonly byte* _data;
    private readonly SectionRecord[] _sections;

    private SectionTable(byte* data, SectionRecord[] sections, long arenaBytes)
    {
        _data = data;
        _sections = sections;
        ArenaBytes = arenaBytes;
    }

    public long ArenaBytes { get; }

    public long OffsetOf(SectionKind kind) => _sections[(int)kind - 1].OffsetBytes;

    public long LengthOf(SectionKind kind) => _sections[(int)kind - 1].LengthBytes;

    public byte* DataOf(SectionKind kind) => _data + OffsetOf(kind);

    public ReadOnlySpan<byte> BytesOf(SectionKind kind) => new(DataOf(kind), (int)LengthOf(kind));

    /// <summary>A section as an array of records; its length must be a multiple of theirs.</summary>
    public ReadOnlySpan<T> RecordsOf<T>(SectionKind kind, int sizeBytes, FaultKind fault, int maxCount) where T : unmanaged
    {
        var (length, offset) = (LengthOf(kind), OffsetOf(kind));
        if (length % sizeBytes != 0 || length / sizeBytes > maxCount)
        {
            throw new ModelFormatException(fault, offset, $"{kind} section length", $"a multiple of {sizeBytes}, at most {maxCount} entries", $"{length}");
        }

        return MemoryMarshal.Cast<byte, T>(BytesOf(kind));
    }

    public static SectionTable Prove(ModelBytes file)
    {
        var header = MemoryMarshal.Read<FileHeader>(file.Span);
        ProveHeader(header, file.Length);
        var sections = MemoryMarshal.Cast<byte, SectionRecord>(file.Span.Slice(FileHeader.SizeBytes, Kinds.Length * SectionRecord.SizeBytes)).ToArray();
        var end = (long)FileHeader.SizeBytes + (Kinds.Length * SectionRecord.SizeBytes);
        for (var i = 0; i < sections.Length; i++)
        {
            var at = FileHeader.SizeBytes + (i * SectionRecord.SizeBytes);
            end = ProveSection(file, sections[i], Kinds[i], at, end);
        }

        Fault.Unless(end == file.Length, FaultKind.TrailingBytes, end, "end of the last section", $"{file.Length}", end);
        var table = new SectionTable(file.Data, sections, header.ArenaBytes);
        ProveHash(file, table);
        return table;
    }

    private static void ProveHeader(in FileHeader header, long length)
    {
        Fault.Unless(header.Magic == FileHeader.ExpectedMagic, FaultKind.BadMagic, 0, "magic", "'EDGE'", $"0x{header.Magic:X8}");
        Fault.Unless(header.Version == FileHeader.CurrentVersion, FaultKind.UnsupportedVersion, 4, "format version", $"{FileHeader.CurrentVersion}", header.Version);
        Fault.Unless(header.Flags == 0, FaultKind.UnknownFlags, 6, "flags", "0", header.Flags);
        Fault.Unless(header.FileLengthBytes == length, FaultKind.FileLength, 8, "file length", $"{header.FileLengthBytes}", length);
        Fault.Unless(
            header.ArenaBytes >= 0 && header.ArenaBytes <= FormatLimits.ArenaBytes && Extent.IsAligned(header.ArenaBytes, SectionRecord.Alignment),
            FaultKind.ArenaSize, 16, "arena bytes", $"a multiple of 64, at most {FormatLimits.ArenaBytes}", header.ArenaBytes);
        Fault.Unless(header.SectionCount == Kinds.Length, FaultKind.SectionCount, 24, "section count", $"{Kinds.Length}", header.SectionCount);
        Fault.Unless(header.Reserved == 0, FaultKind.ReservedNotZero, 28, "reserved", "0", header.Reserved);
        var tableEnd = FileHeader.SizeBytes + (Kinds.Length * SectionRecord.SizeBytes);
        Fault.Unless(length >= tableEnd, FaultKind.TooShort, FileHeader.SizeBytes, "file with its section table", $"at least {tableEnd} bytes", length);
    }

    /// <returns>The section's end.</returns>
    private static long ProveSection(ModelBytes file, in SectionRecord section, SectionKind expected, int at, long previousEnd)
    {
        Fault.Unless(Enum.IsDefined(section.Kind), FaultKind.SectionKind, at, "section kind", $"{expected} ({(int)expected})", (uint)section.Kind);
        Fault.Unless(section.Kind == expected, FaultKind.SectionOrder, at, "section kind", $"{expected} ({(int)expected})", section.Kind);
        Fault.Unless(section.Reserved == 0, FaultKind.ReservedNotZero, at + 4, $"{expected} reserved", "0", section.Reserved);
        Fault.Unless(Extent.IsAligned(section.OffsetBytes, SectionRecord.Alignment), FaultKind.SectionAlignment, at + 8, $"{expected} offset", "a multiple of 64", section.OffsetBytes);
        var start = Extent.Align(previousEnd, SectionRecord.Alignment);
        Fault.Unless(section.OffsetBytes == start, FaultKind.SectionOffset, at + 8, $"{expected} offset", $"{start}, right after the previous section", section.OffsetBytes);
        Fault.Unless(Extent.Fits(section.OffsetBytes, section.LengthBytes, file.Length), FaultKind.SectionLength, at + 16, $"{expected} length", $"at most {file.Length - start}", section.LengthBytes);
        var padding = file.Span[(int)previousEnd..(int)start].IndexOfAnyExcept((byte)0);
        Fault.Unless(padding < 0, FaultKind.SectionPadding, previousEnd + padding, $"bytes before {expected}", "0", "something else");
        return section.OffsetBytes + section.LengthBytes;
    }

    private static void ProveHash(ModelBytes file, in SectionTable table)
    {
        var (offset, length) = (table.OffsetOf(SectionKind.Signature), table.LengthOf(SectionKind.Signature));
        var expected = ContentHash.Field(file.Span);
        var found = ContentHash.Of(file.Span, (int)offset, (int)length);
        Fault.Unless(expected.SequenceEqual(found), FaultKind.ContentHash, 32, "content hash", Convert.ToHexStringLower(expected), Convert.ToHexStringLower(found));
        Fault.Unless(length == FormatLimits.SignatureBytes, FaultKind.SignatureFormat, offset, "signature bytes", $"{FormatLimits.SignatureBytes}", length);
        Fault.Unless(
            table.BytesOf(SectionKind.Signature).IndexOfAnyExcept((byte)0) < 0, FaultKind.SignatureFormat, offset, "signature",
            "zeros: format version 1 carries no signature", "something else");
    }
}
