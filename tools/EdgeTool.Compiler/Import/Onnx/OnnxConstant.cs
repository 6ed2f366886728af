using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>Constants whose element type is that of another value.</summary>
public static class OnnxConstant
{
    /// <summary>A scalar of any element type; integers saturate.</summary>
    public static Value Scalar(OnnxNode node, string part, double number, ElementType type) => Filled(node, part, new Shape(), number, type);

    /// <summary>Every element the same number.</summary>
    public static Value Filled(OnnxNode node, string part, Shape shape, double number, ElementType type) => type switch
    {
        ElementType.Float32 => Filled(node, part, shape, (float)number),
        ElementType.Int8 => Filled(node, part, shape, sbyte.CreateSaturating(number)),
        ElementType.UInt8 => Filled(node, part, shape, byte.CreateSaturating(number)),
        ElementType.Int16 => Filled(node, part, shape, short.CreateSaturating(number)),
        ElementType.Int32 => Filled(node, part, shape, int.CreateSaturating(number)),
        ElementType.Int64 => Filled(node, part, shape, long.CreateSaturating(number)),
        _ => Filled(node, part, shape, number != 0),
    };

    private static Value Filled<T>(OnnxNode node, string part, Shape shape, T number) where T : unmanaged
    {
        var elements = new T[shape.ElementCount];
        Array.Fill(elements, number);
        return Value.Of<T>($"{node.Name}/{part}", shape, elements);
    }
}
