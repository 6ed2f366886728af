using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>TensorProto.DataType of the published onnx.proto3.</summary>
public enum OnnxType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    String = 8,
    Bool = 9,
    Float16 = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
    Complex64 = 14,
    Complex128 = 15,
    BFloat16 = 16,
    Float8E4M3FN = 17,
    Float8E4M3FNUZ = 18,
    Float8E5M2 = 19,
    Float8E5M2FNUZ = 20,
    UInt4 = 21,
    Int4 = 22,
    Float4E2M1 = 23,
}

/// <summary>Facts about ONNX element types.</summary>
public static class OnnxTypes
{
    /// <summary>
    /// The element type that holds such values here: reals are float32, unsigned integers the next wider signed one
    /// (uint64 the values below 2^63), 4-bit integers those of 8 bits. Null when none does.
    /// </summary>
    public static ElementType? ToElementType(this OnnxType type) => type switch
    {
        OnnxType.Float or OnnxType.Float16 or OnnxType.BFloat16 or OnnxType.Double or OnnxType.Float8E4M3FN or OnnxType.Float8E5M2 => ElementType.Float32,
        OnnxType.UInt8 or OnnxType.UInt4 => ElementType.UInt8,
        OnnxType.Int8 or OnnxType.Int4 => ElementType.Int8,
        OnnxType.Int16 => ElementType.Int16,
        OnnxType.Int32 or OnnxType.UInt16 => ElementType.Int32,
        OnnxType.Int64 or OnnxType.UInt32 or OnnxType.UInt64 => ElementType.Int64,
        OnnxType.Bool => ElementType.Bool,
        _ => null,
    };

    /// <summary>Bytes of one element in raw_data; 0 when it has no whole number of bytes or is unknown.</summary>
    public static int RawBytes(this OnnxType type) => type switch
    {
        OnnxType.UInt8 or OnnxType.Int8 or OnnxType.Bool => 1,
        >= OnnxType.Float8E4M3FN and <= OnnxType.Float8E5M2FNUZ => 1,
        OnnxType.UInt16 or OnnxType.Int16 or OnnxType.Float16 or OnnxType.BFloat16 => 2,
        OnnxType.Float or OnnxType.Int32 or OnnxType.UInt32 => 4,
        OnnxType.Int64 or OnnxType.UInt64 or OnnxType.Double or OnnxType.Complex64 => 8,
        OnnxType.Complex128 => 16,
        _ => 0,
    };

    /// <summary>Two elements to a byte, the earlier one in the low half.</summary>
    public static bool IsHalfByte(this OnnxType type) => type is OnnxType.Int4 or OnnxType.UInt4;

    /// <summary>Unsigned integers that a wider signed type holds here.</summary>
    public static bool IsWideUnsigned(this OnnxType type) => type is OnnxType.UInt16 or OnnxType.UInt32 or OnnxType.UInt64;

    /// <summary>An 8-bit float that float32 stands for here.</summary>
    public static bool IsSmallFloat(this OnnxType type) => type is OnnxType.Float8E4M3FN or OnnxType.Float8E5M2;

    /// <summary>Bytes that <paramref name="count"/> elements take in raw_data; 0 when unknown.</summary>
    public static long StoredBytes(this OnnxType type, long count) => type.IsHalfByte() ? (count + 1) / 2 : checked(count * type.RawBytes());

    /// <summary>The type, or a sentence about why values of it cannot be held.</summary>
    /// <exception cref="UnsupportedException">No element type holds it.</exception>
    public static ElementType Require(this OnnxType type, string name) => type.ToElementType() ?? throw new UnsupportedException(
        $"uses '{name}' of type {type}",
        type switch
        {
            OnnxType.String => "leave text to the program around the model",
            _ => "export with float32, float16 or 8-bit integer tensors",
        });
}
