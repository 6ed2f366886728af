using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>Facts about the schema's tensor types.</summary>
internal static class TfliteTypes
{
    /// <summary>Bits of one element; 0 for types without a fixed size.</summary>
    public static int SizeBits(this TfliteType type) => type switch
    {
        TfliteType.Complex128 => 128,
        TfliteType.Int64 or TfliteType.UInt64 or TfliteType.Float64 or TfliteType.Complex64 => 64,
        TfliteType.Float32 or TfliteType.Int32 or TfliteType.UInt32 => 32,
        TfliteType.Float16 or TfliteType.BFloat16 or TfliteType.Int16 or TfliteType.UInt16 => 16,
        TfliteType.Int8 or TfliteType.UInt8 or TfliteType.Bool => 8,
        TfliteType.Int4 => 4,
        _ => 0,
    };

    /// <summary>The element type that holds the same values; null when there is none.</summary>
    public static ElementType? ToElementType(this TfliteType type) => type switch
    {
        TfliteType.Float32 => ElementType.Float32,
        TfliteType.Int8 => ElementType.Int8,
        TfliteType.UInt8 => ElementType.UInt8,
        TfliteType.Int16 => ElementType.Int16,
        TfliteType.Int32 => ElementType.Int32,
        TfliteType.Int64 => ElementType.Int64,
        TfliteType.Bool => ElementType.Bool,
        TfliteType.UInt32 => ElementType.UInt32,
        TfliteType.UInt64 => ElementType.UInt64,
        _ => null,
    };
}
