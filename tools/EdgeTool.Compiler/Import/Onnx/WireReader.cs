using System.Buffers.Binary;
using System.Text;

namespace EdgeTool.Compiler.Onnx;

/// <summary>
/// Reads one protobuf message field by field, in place: nothing is copied, and every length is compared with what is left
/// (Protocol Buffers encoding, "Message Structure").
/// </summary>
/// <param name="bytes">The message.</param>
internal struct WireReader(ReadOnlyMemory<byte> bytes)
{
    private const int VarintType = 0, Fixed64Type = 1, LengthType = 2, Fixed32Type = 5;

    private int _position;
    private int _start;
    private int _wireType;
    private ulong _number;
    private ReadOnlyMemory<byte> _content;

    /// <summary>Number of the field that <see cref="Next"/> found.</summary>
    public int Field { get; private set; }

    /// <summary>Moves to the next field; false behind the last.</summary>
    /// <exception cref="ImportException">The bytes are no protobuf message.</exception>
    public bool Next()
    {
        if (_position >= bytes.Length)
        {
            return false;
        }

        var key = Varint();
        (Field, _wireType) = ((int)Math.Min(key >> 3, int.MaxValue), (int)(key & 7));
        _start = _position;
        switch (_wireType)
        {
            case VarintType:
                _number = Varint();
                break;
            case Fixed64Type:
                _number = BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);
                break;
            case LengthType:
                _content = Take(Varint());
                break;
            case Fixed32Type:
                _number = BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);
                break;
            default:
                throw Damaged();
        }

        return true;
    }

    public readonly long Int64 => _wireType == VarintType ? (long)_number : throw Damaged();

    public readonly int Int32 => unchecked((int)Int64);

    public readonly float Float => _wireType == Fixed32Type ? BitConverter.UInt32BitsToSingle((uint)_number) : throw Damaged();

    /// <summary>Content of a string, bytes or message field.</summary>
    public readonly ReadOnlyMemory<byte> Content => _wireType == LengthType ? _content : throw Damaged();

    public readonly WireReader Message => new(Content);

    public readonly string Text => Encoding.UTF8.GetString(Content.Span);

    /// <summary>How many scalars the field holds, packed or not.</summary>
    /// <param name="sizeBytes">4 or 8 for fixed-size elements, 0 for varints.</param>
    public readonly int Count(int sizeBytes)
    {
        if (_wireType != LengthType)
        {
            return _wireType == WireTypeOf(sizeBytes) ? 1 : throw Damaged();
        }

        if (sizeBytes > 0)
        {
            return _content.Length % sizeBytes == 0 ? _content.Length / sizeBytes : throw Damaged();
        }

        var count = 0;
        foreach (var b in _content.Span)
        {
            count += b < 0x80 ? 1 : 0;
        }

        return count;
    }

    /// <summary>Reader of the scalars of the field, packed or not; as many as <see cref="Count"/> says.</summary>
    public readonly WireReader Elements => _wireType == LengthType ? new(_content) : new(bytes) { _position = _start };

    /// <summary>The next scalar, as its raw bits.</summary>
    /// <param name="sizeBytes">4 or 8 for fixed-size elements, 0 for varints.</param>
    public ulong Scalar(int sizeBytes) => sizeBytes switch
    {
        4 => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span),
        8 => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span),
        _ => Varint(),
    };

    /// <summary>All scalars of the field.</summary>
    public readonly ulong[] Scalars(int sizeBytes, int count)
    {
        var result = new ulong[count];
        var elements = Elements;
        foreach (ref var element in result.AsSpan())
        {
            element = elements.Scalar(sizeBytes);
        }

        return result;
    }

    private static int WireTypeOf(int sizeBytes) => sizeBytes switch { 4 => Fixed32Type, 8 => Fixed64Type, _ => VarintType };

    private ulong Varint()
    {
        var span = bytes.Span;
        var value = 0UL;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= span.Length)
            {
                throw Damaged();
            }

            var b = span[_position++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        throw Damaged();
    }

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(bytes.Length - _position))
        {
            throw Damaged();
        }

        var taken = bytes.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private static ImportException Damaged() =>
        new("The file is no ONNX model, or is cut short or damaged: a field of it does not decode. Download or export it again.");
}
