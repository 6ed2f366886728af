namespace EdgeRuntime.Devices;

/// <summary>A file of records.</summary>
/// <param name="First">Sequence of its first record, by which the file is named.</param>
/// <param name="Bytes">Its length up to the last whole record.</param>
internal readonly record struct SpoolSegment(long First, long Bytes);

/// <summary>A place between two records.</summary>
/// <param name="Sequence">Least sequence of the record behind it.</param>
/// <param name="Segment">The segment that it is in, by its first sequence; -1 in an empty spool.</param>
/// <param name="Offset">Bytes of the segment before it.</param>
internal readonly record struct SpoolCursor(long Sequence, long Segment, int Offset);
