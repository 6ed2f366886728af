using Google.FlatBuffers;

namespace TestKit;

/// <summary>FlatBuffers tables and vectors from field lists, without generated classes.</summary>
internal static class FlatWriting
{
    /// <summary>A table; scalars are written even when they equal the schema's default. Null fields are left out.</summary>
    public static int Table(FlatBufferBuilder b, int fieldCount, params (int Field, object? Value)[] fields)
    {
        b.StartTable(fieldCount);
        foreach (var (field, value) in fields)
        {
            switch (value)
            {
                case null:
                    continue;
                case sbyte number:
                    b.AddSbyte(number);
                    break;
                case bool flag:
                    b.AddBool(flag);
                    break;
                case int number:
                    b.AddInt(number);
                    break;
                case uint number:
                    b.AddUint(number);
                    break;
                case float number:
                    b.AddFloat(number);
                    break;
                case StringOffset text:
                    b.AddOffset(text.Value);
                    break;
                case VectorOffset vector:
                    b.AddOffset(vector.Value);
                    break;
                default:
                    throw new ArgumentException($"Field {field} is of type {value.GetType()}, which no table here holds.", nameof(fields));
            }

            b.Slot(field);
        }

        return b.EndTable();
    }

    /// <summary>A table's offset as a field of another.</summary>
    public static VectorOffset Offset(int table) => new(table);

    public static VectorOffset Tables(FlatBufferBuilder b, int[] tables)
    {
        b.StartVector(sizeof(int), tables.Length, sizeof(int));
        foreach (var table in tables.Reverse())
        {
            b.AddOffset(table);
        }

        return b.EndVector();
    }

    public static VectorOffset Vector<T>(FlatBufferBuilder b, T[] elements) where T : unmanaged
    {
        var size = System.Runtime.InteropServices.Marshal.SizeOf<T>();
        b.StartVector(size, elements.Length, size);
        if (elements.Length > 0)
        {
            b.Put(elements);
        }

        return b.EndVector();
    }
}
