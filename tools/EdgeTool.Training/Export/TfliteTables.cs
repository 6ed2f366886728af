using Google.FlatBuffers;

namespace EdgeTool.Training;

/// <summary>Tables and vectors of a FlatBuffers file by the field numbers of the published TFLite schema.</summary>
internal static class TfliteTables
{
    /// <summary>One field of a table: a number of 1 or 4 bytes, or the offset of something written before.</summary>
    public readonly record struct Field(int Number, int SizeBytes, int Value, bool IsOffset = false);

    public static Field Byte(int number, int value) => new(number, 1, value);

    public static Field Int32(int number, int value) => new(number, 4, value);

    public static Field Float(int number, float value) => new(number, 4, BitConverter.SingleToInt32Bits(value));

    public static Field Offset(int number, int offset) => new(number, 4, offset, IsOffset: true);

    public static Field Offset(int number, VectorOffset offset) => Offset(number, offset.Value);

    /// <summary>Largest fields first, so that none needs padding.</summary>
    public static int Table(FlatBufferBuilder b, params ReadOnlySpan<Field> fields)
    {
        var count = 0;
        foreach (var field in fields)
        {
            count = Math.Max(count, field.Number + 1);
        }

        b.StartTable(count);
        for (var size = 4; size >= 1; size -= 3)
        {
            foreach (var field in fields)
            {
                if (field.SizeBytes == size)
                {
                    Add(b, field);
                    b.Slot(field.Number);
                }
            }
        }

        return b.EndTable();
    }

    public static VectorOffset Tables(FlatBufferBuilder b, IReadOnlyList<int> tables)
    {
        b.StartVector(sizeof(int), tables.Count, sizeof(int));
        for (var i = tables.Count - 1; i >= 0; i--)
        {
            b.AddOffset(tables[i]);
        }

        return b.EndVector();
    }

    /// <summary>Numbers; <paramref name="alignment"/> bytes or the element's own.</summary>
    public static VectorOffset Vector<T>(FlatBufferBuilder b, T[] elements, int alignment = 0) where T : unmanaged
    {
        var size = System.Runtime.CompilerServices.Unsafe.SizeOf<T>();
        b.StartVector(size, elements.Length, Math.Max(alignment, size));
        if (elements.Length > 0)
        {
            b.Put(elements);
        }

        return b.EndVector();
    }

    private static void Add(FlatBufferBuilder b, Field field)
    {
        if (field.IsOffset)
        {
            b.AddOffset(field.Value);
        }
        else if (field.SizeBytes == 1)
        {
            b.AddSbyte((sbyte)field.Value);
        }
        else
        {
            b.AddInt(field.Value);
        }
    }
}
