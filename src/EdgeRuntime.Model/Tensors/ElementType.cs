namespace EdgeRuntime.Model;

/// <summary>Type of one tensor element. The numbers are part of the file format and are never reused.</summary>
public enum ElementType : byte
{
    Float32 = 1,
    Int8 = 2,
    UInt8 = 3,
    Int16 = 4,
    Int32 = 5,
    Int64 = 6,
    Bool = 7,
    UInt32 = 8,
    UInt64 = 9,
}

/// <summary>Facts about element types.</summary>
public static class ElementTypes
{
    /// <summary>Bytes of one element; 0 when <paramref name="type"/> is not a known type.</summary>
    public static int SizeBytes(this ElementType type) => type switch
    {
        ElementType.Float32 or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Int8 or ElementType.UInt8 or ElementType.Bool => 1,
        ElementType.Int16 => 2,
        ElementType.Int64 or ElementType.UInt64 => 8,
        _ => 0,
    };

    /// <summary>Smallest and largest value a quantized element can hold.</summary>
    public static (int Min, int Max) QuantizedRange(this ElementType type) => type switch
    {
        ElementType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        ElementType.UInt8 => (byte.MinValue, byte.MaxValue),
        ElementType.Int16 => (short.MinValue, short.MaxValue),
        _ => (int.MinValue, int.MaxValue),
    };

    /// <summary>The element type that a C# type is stored as.</summary>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is no element type.</exception>
    public static ElementType Of<T>() where T : unmanaged =>
        typeof(T) == typeof(float) ? ElementType.Float32 :
        typeof(T) == typeof(sbyte) ? ElementType.Int8 :
        typeof(T) == typeof(byte) ? ElementType.UInt8 :
        typeof(T) == typeof(short) ? ElementType.Int16 :
        typeof(T) == typeof(int) ? ElementType.Int32 :
        typeof(T) == typeof(long) ? ElementType.Int64 :
        typeof(T) == typeof(bool) ? ElementType.Bool :
        typeof(T) == typeof(uint) ? ElementType.UInt32 :
        typeof(T) == typeof(ulong) ? ElementType.UInt64 :
        throw new NotSupportedException($"{typeof(T)} is not a tensor element type.");
}
