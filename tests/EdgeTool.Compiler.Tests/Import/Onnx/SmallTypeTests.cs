using System.Runtime.InteropServices;
using EdgeTool.Compiler.Onnx;
using TestKit;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Initializers of 4-bit integers and 8-bit floats.</summary>
public class SmallTypeTests
{
    private const int E4M3 = 17, E5M2 = 19, UInt4 = 21, Int4 = 22;

    [Theory]
    [InlineData(Int4, new[] { -8f, 7f, -1f })]
    [InlineData(UInt4, new[] { 8f, 7f, 15f })]
    public void HalfBytesComeInPairsTheEarlierOneLow(int type, float[] expected) => Assert.Equal(expected, Dequantized(type, 0x78, 0x0F));

    /// <summary>The largest, the smallest normal and subnormal, and minus 1.5 (P. Micikevicius et al. 2022, table 1).</summary>
    [Fact]
    public void SmallFloatsAreExact()
    {
        Assert.Equal([448f, 0.015625f, 0.001953125f, -1.5f], Dequantized(E4M3, 0x7E, 0x08, 0x01, 0xBC));
        Assert.Equal([57344f, 6.103515625e-5f, 1.52587890625e-5f, -1.5f], Dequantized(E5M2, 0x7B, 0x04, 0x01, 0xBE));
    }

    /// <summary>Saturating and not (ONNX operator specification, Cast, table of 8-bit floats); halves to even in the normal and subnormal range.</summary>
    [Theory]
    [InlineData(E4M3, 1, new[] { 448f, -448f, 18f, 16f, 0.0f, 448f, float.NaN })]
    [InlineData(E4M3, 0, new[] { float.NaN, float.NaN, 18f, 16f, 0.0f, float.NaN, float.NaN })]
    [InlineData(E5M2, 1, new[] { 448f, -57344f, 16f, 16f, 0.0009765625f, 57344f, float.NaN })]
    [InlineData(E5M2, 0, new[] { 448f, float.NegativeInfinity, 16f, 16f, 0.0009765625f, float.PositiveInfinity, float.NaN })]
    public void RealsAreRoundedToSmallFloats(int type, int saturate, float[] expected)
    {
        float[] given = [465, -70000, 18, 17, 0.0009765625f, float.PositiveInfinity, float.NaN];
        var cast = new OnnxBuilder { Opset = 21 }.Input("x", 7).Output("y", 7)
            .Node("Cast", ["x"], ["r"], OnnxBuilder.IntAttribute("to", type), OnnxBuilder.IntAttribute("saturate", saturate)).Node("Cast", ["r"], ["y"], OnnxBuilder.IntAttribute("to", 1));
        Assert.Equal(expected, Run(cast, given));
        var quantized = new OnnxBuilder { Opset = 21 }.Input("x", 7).OutputOf(type, "y", 7).Floats("scale", [], 2)
            .Node("QuantizeLinear", ["x", "scale"], ["y"], OnnxBuilder.IntAttribute("output_dtype", type), OnnxBuilder.IntAttribute("saturate", saturate));
        Assert.Equal(expected, Run(quantized, Array.ConvertAll(given, v => v * 2)));
    }

    [Fact]
    public void AnOddNumberOfHalfBytesThatIsCutShortIsDamage() =>
        Assert.Throws<ImportException>(() => OnnxImporter.Import(Model(Int4, 5, [1, 2]).ToBytes()));

    /// <summary>The answer of a graph whose inputs are all known at import.</summary>
    private static float[] Run(OnnxBuilder model, float[] x)
    {
        var options = new ImportOptions { FixedInputs = new Dictionary<string, byte[]> { ["x"] = MemoryMarshal.AsBytes<float>(x).ToArray() } };
        return MemoryMarshal.Cast<byte, float>(Assert.Single(OnnxImporter.Import(model.ToBytes(), options).Nodes).Inputs[0]!.Constant).ToArray();
    }

    private static float[] Dequantized(int type, params byte[] raw)
    {
        var count = type is Int4 or UInt4 ? (2 * raw.Length) - 1 : raw.Length;
        var sum = Assert.Single(OnnxImporter.Import(Model(type, count, raw).ToBytes()).Nodes);
        return MemoryMarshal.Cast<byte, float>(sum.Inputs.Single(i => i!.IsConstant)!.Constant).ToArray();
    }

    private static OnnxBuilder Model(int type, int count, byte[] raw) => new OnnxBuilder { Opset = 21 }
        .Input("x", count).Output("y", count)
        .Raw("w", type, [count], raw).Floats("scale", [], 1)
        .Node("DequantizeLinear", ["w", "scale"], ["real"])
        .Node("Add", ["x", "real"], ["y"]);
}
