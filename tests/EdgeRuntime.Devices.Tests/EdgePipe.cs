using System.Buffers.Binary;
using System.IO.Pipes;

namespace EdgeRuntime.Devices.Tests;

/// <summary>
/// A pipe in place of a GPIO line: carries the records of <c>struct gpio_v2_line_event</c>, 48 bytes each: time stamp at 0, kind of edge at
/// 8, line at 12, sequence number at 16, the line's own at 20.
/// </summary>
internal sealed class EdgePipe : IDisposable
{
    public const int RecordBytes = 48;

    private readonly AnonymousPipeServerStream _pipe = new(PipeDirection.Out);
    private readonly byte[] _record = new byte[RecordBytes];

    /// <summary>The reader that owns the other end.</summary>
    public EdgeReader OpenReader()
    {
        var descriptor = (int)_pipe.ClientSafePipeHandle.DangerousGetHandle();
        _pipe.ClientSafePipeHandle.SetHandleAsInvalid();
        return new EdgeReader(descriptor);
    }

    public void Write(long timestampNs, uint sequence, bool rising = true) => _pipe.Write(Record(_record, timestampNs, sequence, rising));

    public void Write(ReadOnlySpan<byte> bytes) => _pipe.Write(bytes);

    public static Span<byte> Record(Span<byte> record, long timestampNs, uint sequence, bool rising = true)
    {
        record.Clear();
        BinaryPrimitives.WriteInt64LittleEndian(record, timestampNs);
        BinaryPrimitives.WriteUInt32LittleEndian(record[8..], rising ? 1u : 2u);
        BinaryPrimitives.WriteUInt32LittleEndian(record[12..], 17);
        BinaryPrimitives.WriteUInt32LittleEndian(record[16..], sequence);
        BinaryPrimitives.WriteUInt32LittleEndian(record[20..], sequence);
        return record;
    }

    public void Dispose() => _pipe.Dispose();
}
