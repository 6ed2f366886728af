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

    [Fact]
    public void AnOddNumberOfHalfBytesThatIsCutShortIsDamage() =>
        Assert.Throws<ImportException>(() => OnnxImporter.Import(Model(Int4, 5, [1, 2]).ToBytes()));

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
