using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Writes one protobuf message field by field (Protocol Buffers encoding, "Message Structure").</summary>
internal sealed class WireWriter
{
    private const int VarintType = 0, LengthType = 2, Fixed32Type = 5;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public WireWriter Number(int field, long value)
    {
        Key(field, VarintType);
        Varint((ulong)value);
        return this;
    }

    public WireWriter Real(int field, float value)
    {
        Key(field, Fixed32Type);
        BinaryPrimitives.WriteSingleLittleEndian(_bytes.GetSpan(sizeof(float)), value);
        _bytes.Advance(sizeof(float));
        return this;
    }

    public WireWriter Text(int field, string value) => Content(field, Encoding.UTF8.GetBytes(value));

    public WireWriter Message(int field, WireWriter message) => Content(field, message.Bytes);

    public WireWriter Content(int field, ReadOnlySpan<byte> content)
    {
        Key(field, LengthType);
        Varint((ulong)content.Length);
        _bytes.Write(content);
        return this;
    }

    private void Key(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    private void Varint(ulong value)
    {
        const int MaxBytes = 10;
        var span = _bytes.GetSpan(MaxBytes);
        var length = 0;
        for (; value >= 0x80; value >>= 7)
        {
            span[length++] = (byte)(value | 0x80);
        }

        span[length++] = (byte)value;
        _bytes.Advance(length);
    }
}
