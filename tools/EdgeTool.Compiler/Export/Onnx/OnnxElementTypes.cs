using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Element types as TensorProto.DataType names them.</summary>
internal static class OnnxElementTypes
{
    public static OnnxType ToOnnx(this ElementType type) => type switch
    {
        ElementType.Float32 => OnnxType.Float,
        ElementType.Int8 => OnnxType.Int8,
        ElementType.UInt8 => OnnxType.UInt8,
        ElementType.Int16 => OnnxType.Int16,
        ElementType.Int32 => OnnxType.Int32,
        ElementType.Int64 => OnnxType.Int64,
        ElementType.Bool => OnnxType.Bool,
        _ => throw new UnsupportedException($"holds {type} elements", "keep to float32, integers and bool"),
    };
}
