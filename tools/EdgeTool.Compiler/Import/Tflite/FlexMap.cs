using System.Buffers.Binary;
using System.Text;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Options of a custom operator: a FlexBuffers map (the schema-less companion of FlatBuffers, "FlexBuffers internals") of names to integers
/// and flags. Every offset is checked; entries of other types are passed over.
/// </summary>
public sealed class FlexMap
{
    private const int Map = 9, Int = 1, UInt = 2, Bool = 26;

    private readonly Dictionary<string, long> _values = [];

    private FlexMap()
    {
    }

    /// <summary>Of an operator without options.</summary>
    public static FlexMap Empty { get; } = new();

    /// <exception cref="ImportException">The bytes are no such map.</exception>
    public FlexMap(ReadOnlySpan<byte> bytes)
    {
        try
        {
            Read(bytes);
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or IndexOutOfRangeException or OverflowException)
        {
            throw new ImportException("A custom operator's options are no FlexBuffers map. The file is damaged; convert it again.", e);
        }
    }

    /// <exception cref="UnsupportedException">The map does not name it, or its value does not fit.</exception>
    public int Int32(string name) => _values.TryGetValue(name, out var value) && value is >= int.MinValue and <= int.MaxValue
        ? (int)value
        : throw new UnsupportedException($"has no usable option '{name}'", "convert the model again; the file is incomplete");

    /// <summary>The last two bytes tell type and width of the root, which lies before them.</summary>
    private void Read(ReadOnlySpan<byte> bytes)
    {
        var (type, width) = (bytes[^2] >> 2, bytes[^1]);
        if (type != Map)
        {
            throw new ArgumentOutOfRangeException(nameof(bytes));
        }

        var root = bytes.Length - 2 - width;
        var values = checked(root - (int)Unsigned(bytes, root, width));
        var itemWidth = 1 << (bytes[^2] & 3);

        // Before the values of a map: where its keys are, how wide their offsets are, and how many there are.
        var count = checked((int)Unsigned(bytes, values - itemWidth, itemWidth));
        var keyWidth = checked((int)Unsigned(bytes, values - (2 * itemWidth), itemWidth));
        var keys = checked(values - (3 * itemWidth) - (int)Unsigned(bytes, values - (3 * itemWidth), itemWidth));
        var types = bytes.Slice(checked(values + (count * itemWidth)), count);
        for (var i = 0; i < count; i++)
        {
            var keyAt = keys + (i * keyWidth);
            var name = bytes[checked(keyAt - (int)Unsigned(bytes, keyAt, keyWidth))..];
            var itemType = types[i] >> 2;
            if (itemType is Int or UInt or Bool)
            {
                var value = bytes.Slice(values + (i * itemWidth), itemWidth);
                _values[Encoding.UTF8.GetString(name[..name.IndexOf((byte)0)])] =
                    itemType == Int ? Signed(value) : checked((long)Unsigned(value, 0, itemWidth));
            }
        }
    }

    private static ulong Unsigned(ReadOnlySpan<byte> bytes, int at, int width) => width switch
    {
        1 => bytes[at],
        2 => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]),
        4 => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]),
        8 => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]),
        _ => throw new ArgumentOutOfRangeException(nameof(width)),
    };

    private static long Signed(ReadOnlySpan<byte> value) => value.Length switch
    {
        1 => (sbyte)value[0],
        2 => BinaryPrimitives.ReadInt16LittleEndian(value),
        4 => BinaryPrimitives.ReadInt32LittleEndian(value),
        _ => BinaryPrimitives.ReadInt64LittleEndian(value),
    };
}
