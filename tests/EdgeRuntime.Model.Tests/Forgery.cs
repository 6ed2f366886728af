using System.Buffers.Binary;
using System.Security.Cryptography;

namespace EdgeRuntime.Model.Tests;

/// <summary>Changes fields of a file and seals it again with a right hash, so that the proof behind the hash is what refuses it.</summary>
internal sealed class Forgery
{
    private const int TableOffset = 64, EntryBytes = 24;

    public Forgery() : this(SampleModel.Bytes())
    {
    }

    public Forgery(byte[] bytes) => Bytes = bytes;

    /// <summary>Changed bytes with a right hash.</summary>
    public static byte[] Seal(byte[] bytes) => new Forgery(bytes).Sealed();

    public byte[] Bytes { get; private set; }

    public int Offset(SectionKind kind) => (int)BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(Entry(kind) + 8));

    public int Length(SectionKind kind) => (int)BinaryPrimitives.ReadInt64LittleEndian(Bytes.AsSpan(Entry(kind) + 16));

    public static int Entry(SectionKind kind) => TableOffset + (((int)kind - 1) * EntryBytes);

    public Forgery Cut(int length)
    {
        Bytes = Bytes[..length];
        return this;
    }

    public Forgery Grow()
    {
        Bytes = [.. Bytes, 0];
        return this;
    }

    public Forgery Byte(int offset, int value)
    {
        Bytes[offset] = (byte)value;
        return this;
    }

    public Forgery Int32(int offset, int value)
    {
        BinaryPrimitives.WriteInt32LittleEndian(Bytes.AsSpan(offset), value);
        return this;
    }

    public Forgery Int64(int offset, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(Bytes.AsSpan(offset), value);
        return this;
    }

    public Forgery Single(int offset, float value)
    {
        BinaryPrimitives.WriteSingleLittleEndian(Bytes.AsSpan(offset), value);
        return this;
    }

    /// <summary>Offset of a field in a tensor's record.</summary>
    public int Tensor(int tensor, int field) => Offset(SectionKind.Tensors) + (tensor * TensorRecord.SizeBytes) + field;

    /// <summary>Offset of a field in a step's record.</summary>
    public int Step(int step, int field) => Offset(SectionKind.Steps) + (step * StepRecord.SizeBytes) + field;

    public int Operand(int index) => Offset(SectionKind.Operands) + (index * 4);

    public int Word(SectionKind kind, int index) => Offset(kind) + (index * 4);

    public Forgery Text(SectionKind kind, string from, string to)
    {
        var at = Bytes.AsSpan(Offset(kind), Length(kind)).IndexOf(System.Text.Encoding.UTF8.GetBytes(from));
        Assert.True(at >= 0 && from.Length == to.Length, $"'{from}' must be there and as long as '{to}'");
        System.Text.Encoding.UTF8.GetBytes(to).CopyTo(Bytes, Offset(kind) + at);
        return this;
    }

    /// <summary>The hash by the platform's own SHA-256, over what FORMAT.md says it covers.</summary>
    public byte[] Sealed()
    {
        var signature = Offset(SectionKind.Signature);
        if (signature < TableOffset || signature > Bytes.Length)
        {
            return Bytes;
        }

        var end = Math.Min((long)signature + Length(SectionKind.Signature), Bytes.Length);
        byte[] covered = [.. Bytes[..32], .. Bytes[64..signature], .. Bytes[(int)Math.Max(end, signature)..]];
        SHA256.HashData(covered).CopyTo(Bytes, 32);
        return Bytes;
    }
}
