using System.Runtime.InteropServices;
using System.Text;
using Google.FlatBuffers;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// One FlatBuffers table, read by field number. Every read is compared with the file's length, so options tables,
/// whose types only their importers know, need no verification of their own.
/// </summary>
/// <exception cref="ImportException">Any member: a field leaves the file.</exception>
internal readonly struct FlatTable
{
    private readonly FlatFile _file;
    private readonly Table _table;

    public FlatTable(FlatFile file, int position)
    {
        (_file, _table) = (file, new Table(position, file.Buffer));
    }

    public int Int32(int field, int defaultValue = 0) =>
        At(field, sizeof(int)) is > 0 and var at ? _file.Buffer.GetInt(at) : defaultValue;

    public uint UInt32(int field, uint defaultValue = 0) =>
        At(field, sizeof(uint)) is > 0 and var at ? _file.Buffer.GetUint(at) : defaultValue;

    public ulong UInt64(int field) =>
        At(field, sizeof(ulong)) is > 0 and var at ? _file.Buffer.GetUlong(at) : 0;

    public int SByte(int field, int defaultValue = 0) =>
        At(field, 1) is > 0 and var at ? _file.Buffer.GetSbyte(at) : defaultValue;

    /// <summary>Type number of a union, unsigned in the schema.</summary>
    public int UnionType(int field) => At(field, 1) is > 0 and var at ? _file.Buffer.Get(at) : 0;

    public bool Bool(int field, bool defaultValue = false) =>
        At(field, 1) is > 0 and var at ? _file.Buffer.Get(at) != 0 : defaultValue;

    public float Float(int field, float defaultValue = 0) =>
        At(field, sizeof(float)) is > 0 and var at ? _file.Buffer.GetFloat(at) : defaultValue;

    /// <summary>The bytes in place; empty when absent.</summary>
    public ReadOnlyMemory<byte> Bytes(int field)
    {
        var (start, count) = Vector(field, 1);
        return _file.Bytes.Slice(start, count);
    }

    public string Text(int field)
    {
        var bytes = Bytes(field);
        _file.Charge(bytes.Length);
        return Encoding.UTF8.GetString(bytes.Span);
    }

    public T[] Scalars<T>(int field) where T : unmanaged
    {
        var size = Marshal.SizeOf<T>();
        var (start, count) = Vector(field, size);
        _file.Charge((long)count * size);
        return MemoryMarshal.Cast<byte, T>(_file.Bytes.Span.Slice(start, count * size)).ToArray();
    }

    /// <summary>A table, or null when absent.</summary>
    public FlatTable? Table(int field) => Target(field) is > 0 and var at ? new FlatTable(_file, at) : null;

    public FlatTable[] Tables(int field)
    {
        var (start, count) = Vector(field, sizeof(int));
        _file.Charge((long)count * sizeof(int));
        var tables = new FlatTable[count];
        for (var i = 0; i < count; i++)
        {
            tables[i] = new FlatTable(_file, Follow(start + (i * sizeof(int))));
        }

        return tables;
    }

    /// <summary>Position of a field of this size; 0 when the table leaves it out.</summary>
    private int At(int field, int sizeBytes)
    {
        var position = _table.bb_pos;
        var vtable = position - (long)_file.Buffer.GetInt(position);
        if (vtable < 0 || vtable > _file.Length - 4)
        {
            throw _file.Damaged("the field list of a table", position);
        }

        var slot = 4 + (2 * field);
        var vtableBytes = _file.Buffer.GetUshort((int)vtable);
        if (slot + 2 > vtableBytes)
        {
            return 0;
        }

        var slotAt = vtable + slot;
        var offset = slotAt <= _file.Length - 2 ? _file.Buffer.GetUshort((int)slotAt) : throw _file.Damaged($"field {field}", slotAt);
        return offset == 0 ? 0
            : position + offset <= _file.Length - sizeBytes ? position + offset
            : throw _file.Damaged($"field {field}", position + offset);
    }

    private int Target(int field) => At(field, sizeof(uint)) is > 0 and var at ? Follow(at) : 0;

    private int Follow(int at)
    {
        var target = at + (long)_file.Buffer.GetUint(at);
        return target <= _file.Length - sizeof(int) ? (int)target : throw _file.Damaged("an offset", at);
    }

    private (int Start, int Count) Vector(int field, int elementBytes)
    {
        var at = Target(field);
        if (at == 0)
        {
            return (0, 0);
        }

        var count = _file.Buffer.GetUint(at);
        return at + sizeof(uint) + (count * (long)elementBytes) <= _file.Length
            ? (at + sizeof(uint), (int)count)
            : throw _file.Damaged($"a vector of {count} elements", at);
    }
}
