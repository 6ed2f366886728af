using System.Globalization;

namespace EdgeRuntime.Devices;

/// <summary>
/// Messages that could not be sent, on the disk in their order, until they are. Segments of records, each named by its first sequence;
/// when there is no room, the oldest segment goes. Every record carries its sequence and a checksum, so that whatever damage there is,
/// each message comes out whole or is counted as lost; after a kill or a power cut the last ones sent may come out once more. Time plays no
/// part in it. Used by one thread.
/// </summary>
internal sealed class Spool(ISpoolFiles files, long maxBytes) : IDisposable
{
    public const long LeastBytes = 64 * 1024;

    private const int SegmentsPerSpool = 8, LargestSegmentBytes = 64 * 1024;
    private const string Ending = ".spool";

    private readonly SpoolState _state = new(files);
    private readonly List<SpoolSegment> _segments = [];
    private readonly List<SpoolCursor> _peeked = [];
    private readonly long _segmentBytes = Math.Min(maxBytes / SegmentsPerSpool, LargestSegmentBytes);
    private byte[]? _room;
    private SpoolCursor _cursor;
    private (long First, long Length, byte[] Bytes) _read = (-1, 0, []);

    /// <summary>Its files are at hand.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Messages that wait, damaged ones that were not reached yet included.</summary>
    public long Count => _state.Next - _state.First;

    /// <summary>Messages stored since the start.</summary>
    public long StoredCount { get; private set; }

    /// <summary>Messages given up for newer ones.</summary>
    public long DroppedCount { get; private set; }

    /// <summary>Messages that the disk did not give back.</summary>
    public long DamagedCount { get; private set; }

    /// <summary>Something was written that a power cut could still take away.</summary>
    public bool NeedsSync { get; private set; }

    /// <summary>Finds out what an earlier process left.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    public void Open()
    {
        files.Open();
        _state.Load();
        _segments.Clear();
        foreach (var name in files.Names().Where(name => name.EndsWith(Ending, StringComparison.Ordinal)))
        {
            if (long.TryParse(name.AsSpan(0, name.Length - Ending.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var first))
            {
                _segments.Add(new SpoolSegment(first, files.LengthOf(name)));
            }
        }

        _segments.Sort((a, b) => a.First.CompareTo(b.First));
        var next = Math.Max(_state.Next, _segments.Count == 0 ? 0 : RepairTail(_segments[^1]));
        var begin = _state.IsKnown || _segments.Count == 0 ? _state.First : _segments[0].First;
        if (_segments.Count == 0)
        {
            DamagedCount += next - begin;
            begin = next;
        }

        _state.Save(begin, next);
        _cursor = new SpoolCursor(begin, _segments.Count == 0 ? -1 : _segments[0].First, 0);
        IsOpen = true;
    }

    /// <summary>Stores a message behind the others; makes room by giving up the oldest segment.</summary>
    /// <exception cref="IOException">It is not stored; the spool is as it was.</exception>
    public void Append(in Message message)
    {
        var sequence = _state.Next;
        var record = SpoolRecord.Encode(sequence, message, _room ??= new byte[SpoolRecord.LargestBytes]);
        if (_segments.Count == 0 || _segments[^1].Bytes + record.Length > _segmentBytes)
        {
            _segments.Add(new SpoolSegment(sequence, 0));
            _cursor = _segments.Count == 1 ? new SpoolCursor(_state.First, sequence, 0) : _cursor;
        }

        while (_segments.Count > 1 && StoredBytes() + record.Length > maxBytes)
        {
            DropOldest();
        }

        var tail = _segments[^1];
        try
        {
            files.Write(NameOf(tail.First), tail.Bytes, record);
        }
        catch (IOException)
        {
            TakeBack(tail);
            throw;
        }

        NeedsSync = true;
        _state.Save(_state.First, sequence + 1);
        _segments[^1] = tail with { Bytes = tail.Bytes + record.Length };
        StoredCount++;
    }

    /// <summary>Reads the oldest messages without giving them up. They are valid until the next call.</summary>
    public void Peek(List<Message> messages, int count)
    {
        _peeked.Clear();
        var cursor = _cursor;
        while (messages.Count < count && Next(ref cursor) is { } message)
        {
            messages.Add(message);
            _peeked.Add(cursor);
        }

        if (messages.Count == 0 && Count > 0)
        {
            // Nothing whole is left of what should be here.
            MoveTo(new SpoolCursor(_state.Next, -1, 0), DamagedBefore(_state.Next, 0));
        }
    }

    /// <summary>The first of the messages read last need not be sent again.</summary>
    public void Remove(int count)
    {
        if (count > 0)
        {
            var cursor = _peeked[count - 1];
            _peeked.RemoveRange(0, count);
            MoveTo(cursor, DamagedBefore(cursor.Sequence, count));
        }
    }

    /// <exception cref="IOException">The disk refuses.</exception>
    public void Sync()
    {
        files.Sync();
        NeedsSync = false;
    }

    public void Dispose() => files.Dispose();

    private static string NameOf(long first) => string.Create(CultureInfo.InvariantCulture, $"{first:D19}{Ending}");

    private long StoredBytes()
    {
        var bytes = 0L;
        foreach (var segment in _segments)
        {
            bytes += segment.Bytes;
        }

        return bytes;
    }

    private long DamagedBefore(long sequence, int whole) => sequence - _state.First - whole;

    /// <summary>Cuts off what a kill in the middle of a record left.</summary>
    /// <returns>The sequence behind the last whole record.</returns>
    private long RepairTail(SpoolSegment tail)
    {
        var (next, end) = (0L, 0);
        var bytes = BytesOf(tail);
        for (var offset = 0; offset < bytes.Length;)
        {
            var length = SpoolRecord.Decode(bytes.AsSpan(offset), out var sequence);
            if (length > 0)
            {
                (next, end) = (sequence + 1, offset + length);
            }

            offset += Math.Max(1, length);
        }

        if (end < tail.Bytes)
        {
            files.Truncate(NameOf(tail.First), end);
            _segments[^1] = tail with { Bytes = end };

            // As long again with other records, it would be taken for what was read here.
            _read = (-1, 0, []);
        }

        return next;
    }

    /// <summary>The next whole message, over whatever is damaged before it; null when there is none.</summary>
    private Message? Next(ref SpoolCursor cursor)
    {
        foreach (var segment in _segments)
        {
            if (segment.First < cursor.Segment)
            {
                continue;
            }

            var bytes = BytesOf(segment);
            var offset = segment.First == cursor.Segment ? cursor.Offset : 0;
            while (offset < bytes.Length)
            {
                var length = SpoolRecord.Decode(bytes.AsSpan(offset), out var sequence);
                if (length > 0 && sequence >= cursor.Sequence && sequence < _state.Next)
                {
                    cursor = new SpoolCursor(sequence + 1, segment.First, offset + length);
                    return SpoolRecord.MessageOf(bytes.AsMemory(offset, length));
                }

                offset += Math.Max(1, length);
            }
        }

        return null;
    }

    private byte[] BytesOf(SpoolSegment segment)
    {
        if (_read.First != segment.First || _read.Length != segment.Bytes)
        {
            var bytes = ReadOrNothing(NameOf(segment.First));
            _read = (segment.First, segment.Bytes, bytes.Length > segment.Bytes ? bytes[..(int)segment.Bytes] : bytes);
        }

        return _read.Bytes;
    }

    private byte[] ReadOrNothing(string name)
    {
        try
        {
            return files.Read(name);
        }
        catch (IOException)
        {
            // What a medium does not give back counts as damaged, as if it gave back something else.
            return [];
        }
    }

    private void DropOldest()
    {
        var begin = Math.Max(_state.First, _segments[1].First);
        DroppedCount += begin - _state.First;
        _peeked.Clear();
        Advance(new SpoolCursor(begin, Math.Max(_cursor.Segment, _segments[1].First), _cursor.Segment < _segments[1].First ? 0 : _cursor.Offset));
    }

    private void MoveTo(SpoolCursor cursor, long damaged)
    {
        DamagedCount += damaged;
        Advance(cursor);
    }

    /// <summary>Says on the disk first that messages are done with, then deletes what held them.</summary>
    private void Advance(SpoolCursor cursor)
    {
        _cursor = cursor;
        _state.Save(cursor.Sequence, _state.Next);
        var isEmpty = Count == 0;
        while (_segments.Count > 0 && (isEmpty || _segments[0].First < cursor.Segment))
        {
            DeleteOrLeave(NameOf(_segments[0].First));
            _segments.RemoveAt(0);
        }

        if (isEmpty)
        {
            _read = (-1, 0, []);
        }
    }

    private void DeleteOrLeave(string name)
    {
        try
        {
            files.Delete(name);
        }
        catch (IOException)
        {
            // A later process deletes it: the state says that its messages are done with.
        }
    }

    /// <summary>Takes back what a failed write left; when even that fails, the next record is written over it.</summary>
    private void TakeBack(SpoolSegment tail)
    {
        try
        {
            files.Truncate(NameOf(tail.First), tail.Bytes);
        }
        catch (IOException)
        {
            // A torn record that stays is no whole one, which is all that a reader looks at.
        }
    }
}
