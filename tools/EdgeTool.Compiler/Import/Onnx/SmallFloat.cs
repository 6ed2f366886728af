using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Onnx;

/// <summary>8-bit floats (P. Micikevicius et al., "FP8 Formats for Deep Learning", 2022); float32 holds every one of them.</summary>
internal static class SmallFloat
{
    /// <summary>Sign, 4 bits of exponent with bias 7, 3 of mantissa; no infinities, all ones is NaN.</summary>
    public static float FromE4M3(byte bits)
    {
        var (exponent, mantissa) = ((bits >> 3) & 15, bits & 7);
        var magnitude = (bits & 0x7F) == 0x7F ? float.NaN
            : exponent == 0 ? mantissa * MathF.Pow(2, -9)
            : (8 + mantissa) * MathF.Pow(2, exponent - 10);
        return bits < 0x80 ? magnitude : -magnitude;
    }

    /// <summary>The upper byte of an IEEE 754 binary16.</summary>
    public static float FromE5M2(byte bits) => (float)BitConverter.UInt16BitsToHalf((ushort)(bits << 8));

    /// <summary>
    /// The nearest number of the format, halves to the even one, held as float32. What is larger than all of them becomes the largest, or
    /// (attribute saturate = 0) infinity, of which E4M3 has only NaN.
    /// </summary>
    public static Value ToSmallFloat(this OnnxGraphBuilder graph, OnnxNode node, Value value, OnnxType type)
    {
        var isE4M3 = type == OnnxType.Float8E4M3FN;
        var (largest, mantissaBits, leastExponent) = isE4M3 ? (448, 3, -6) : (57344, 2, -14);
        var rounded = graph.Unary(node, UnaryFunction.RoundFloat, value, mantissaBits, leastExponent, "rounded");
        if (node.Flag("saturate", true))
        {
            return graph.Declare(graph.Unary(node, UnaryFunction.Clip, rounded, -largest, largest, "small"), type);
        }

        var magnitude = graph.Unary(node, UnaryFunction.Abs, rounded, part: "magnitude");
        var isBeyond = graph.Binary(node, BinaryFunction.Greater, magnitude, OnnxConstant.Scalar(node, "largest", largest, ElementType.Float32), "beyond");
        var infinite = OnnxConstant.Scalar(node, "infinite", isE4M3 ? double.NaN : double.PositiveInfinity, ElementType.Float32);
        var overflown = graph.Binary(node, BinaryFunction.Product, rounded, infinite, "overflown");
        return graph.Declare(graph.Add(node, "small", default(Where), [isBeyond, overflown, rounded], ElementType.Float32, rounded.Shape), type);
    }
}
