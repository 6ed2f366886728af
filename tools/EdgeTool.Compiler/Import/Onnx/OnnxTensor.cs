using System.Buffers.Binary;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>TensorProto: header, and the message that holds the elements, decoded only when asked for.</summary>
/// <param name="Message">The whole TensorProto.</param>
public sealed record OnnxTensor(string Name, OnnxType Type, long[] Dimensions, ReadOnlyMemory<byte> Message)
{
    private const int FloatField = 4, Int32Field = 5, Int64Field = 7, RawField = 9, DoubleField = 10, UInt64Field = 11;

    /// <summary>Keys and values of external_data; empty when the elements are in the file.</summary>
    public IReadOnlyDictionary<string, string> External { get; init; } = new Dictionary<string, string>();

    public bool IsExternal => External.Count > 0;

    /// <summary>Elements by the dimensions.</summary>
    public long ElementCount
    {
        get
        {
            var count = 1L;
            foreach (var dimension in Dimensions)
            {
                count = checked(count * dimension);
            }

            return count;
        }
    }

    /// <summary>Bytes of one encoded element of a data field; 0 for varints, -1 when the field holds no elements.</summary>
    internal static int FieldBytes(int field) => field switch
    {
        FloatField => 4,
        DoubleField => 8,
        Int32Field or Int64Field or UInt64Field => 0,
        _ => -1,
    };

    internal static bool IsRaw(int field) => field == RawField;

    /// <summary>The elements as the element type that holds them here.</summary>
    /// <param name="type">From <see cref="OnnxTypes.Require"/>.</param>
    /// <param name="external">Bytes of an external tensor, raw.</param>
    /// <exception cref="UnsupportedException">A value does not fit.</exception>
    public byte[] Decode(ElementType type, ReadOnlyMemory<byte> external = default)
    {
        if (IsExternal)
        {
            return DecodeRaw(external.Span, type);
        }

        var bytes = new byte[checked(ElementCount * type.SizeBytes())];
        var element = 0;

        var reader = new WireReader(Message);
        while (reader.Next())
        {
            if (IsRaw(reader.Field))
            {
                return DecodeRaw(reader.Content.Span, type);
            }
            else if (FieldBytes(reader.Field) is >= 0 and var size)
            {
                for (var (count, scalars) = (reader.Count(size), reader.Elements); count > 0; count--)
                {
                    var bits = scalars.Scalar(size);
                    if (Type.IsHalfByte())
                    {
                        StorePair((byte)bits, bytes, element);
                        element += 2;
                        continue;
                    }

                    Store(bits, type, bytes, element++);
                }
            }
        }

        return bytes;
    }

    /// <summary>Elements from raw bytes, as many as the shape has.</summary>
    internal byte[] DecodeRaw(ReadOnlySpan<byte> raw, ElementType type)
    {
        var bytes = new byte[checked(ElementCount * type.SizeBytes())];
        if (Type.IsHalfByte())
        {
            for (var pair = 0; pair < raw.Length; pair++)
            {
                StorePair(raw[pair], bytes, 2 * pair);
            }

            return bytes;
        }

        if (Type.RawBytes() == type.SizeBytes() && Type is not (OnnxType.UInt64 or OnnxType.Bool))
        {
            raw.CopyTo(bytes);
            return bytes;
        }

        var count = bytes.Length / type.SizeBytes();
        for (var i = 0; i < count; i++)
        {
            Store(Type.RawBytes() switch
            {
                1 => raw[i],
                2 => BinaryPrimitives.ReadUInt16LittleEndian(raw[(2 * i)..]),
                4 => BinaryPrimitives.ReadUInt32LittleEndian(raw[(4 * i)..]),
                _ => BinaryPrimitives.ReadUInt64LittleEndian(raw[(8 * i)..]),
            }, type, bytes, i);
        }

        return bytes;
    }

    /// <summary>Two 4-bit elements from their byte; the second may be missing.</summary>
    private void StorePair(byte pair, byte[] bytes, int index)
    {
        for (var half = 0; half < 2 && index + half < bytes.Length; half++)
        {
            var bits = (pair >> (4 * half)) & 15;
            bytes[index + half] = (byte)(Type == OnnxType.Int4 ? (bits ^ 8) - 8 : bits);
        }
    }

    /// <summary>One element from its stored bits.</summary>
    private void Store(ulong bits, ElementType type, byte[] bytes, int index)
    {
        switch (type)
        {
            case ElementType.Float32:
                MemoryMarshal.Cast<byte, float>(bytes.AsSpan())[index] = Type switch
                {
                    OnnxType.Float16 => (float)BitConverter.UInt16BitsToHalf((ushort)bits),
                    OnnxType.BFloat16 => BitConverter.UInt32BitsToSingle((uint)bits << 16),
                    OnnxType.Float8E4M3FN => SmallFloat.FromE4M3((byte)bits),
                    OnnxType.Float8E5M2 => SmallFloat.FromE5M2((byte)bits),
                    OnnxType.Double => (float)BitConverter.UInt64BitsToDouble(bits),
                    _ => BitConverter.UInt32BitsToSingle((uint)bits),
                };
                break;
            case ElementType.Int64 when Type == OnnxType.UInt64 && bits > long.MaxValue:
                throw new UnsupportedException($"uses '{Name}', which holds {bits}", "keep to numbers below 2^63");
            case ElementType.Int64:
                MemoryMarshal.Cast<byte, long>(bytes.AsSpan())[index] = (long)bits;
                break;
            case ElementType.Int32:
                MemoryMarshal.Cast<byte, int>(bytes.AsSpan())[index] = (int)bits;
                break;
            case ElementType.Int16:
                MemoryMarshal.Cast<byte, short>(bytes.AsSpan())[index] = (short)bits;
                break;
            case ElementType.Bool:
                bytes[index] = (byte)(bits != 0 ? 1 : 0);
                break;
            default:
                bytes[index] = (byte)bits;
                break;
        }
    }
}
