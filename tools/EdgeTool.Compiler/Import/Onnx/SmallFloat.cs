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
}
